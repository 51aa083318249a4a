using System.Net.Sockets;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>Somebody behind a socket.</summary>
internal sealed class SocketPeer(Socket socket, string address) : WirePeer
{
    public override DescriptorChannel Channel { get; } = new(socket.SafeHandle, socket.SafeHandle, socket);

    public override string Title => $"the implementation at {address}";

    public override ImplementationFaultException DescribeEnd(string partialLine) =>
        partialLine.Length == 0
            ? new(FaultKind.Crashed, $"{Title} closed the connection")
            : new(FaultKind.BrokeProtocol, $"{Title} closed the connection in the middle of the line '{partialLine}'");

    public override void Dispose() => Channel.Dispose();
}
