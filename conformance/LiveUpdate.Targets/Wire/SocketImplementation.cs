using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>An implementation that listens on this machine, and speaks the wire on each connection.</summary>
public sealed class SocketImplementation : WireImplementation
{
    private readonly string _address;
    private readonly EndPoint _endPoint;

    /// <summary>Names the implementation; nothing is reached yet.</summary>
    /// <param name="address"><c>tcp:HOST:PORT</c> or <c>HOST:PORT</c> with a loopback host, or <c>unix:PATH</c>.</param>
    /// <param name="limits">Limits of time; the usual ones when absent.</param>
    /// <exception cref="FormatException">The address is none of these.</exception>
    public SocketImplementation(string address, WireLimits? limits = null)
        : base(limits)
    {
        _address = address;
        _endPoint = Parse(address);
    }

    private protected override WirePeer Connect()
    {
        bool isPath = _endPoint is UnixDomainSocketEndPoint;
        var socket = new Socket(
            _endPoint.AddressFamily,
            SocketType.Stream,
            isPath ? ProtocolType.Unspecified : ProtocolType.Tcp
        );
        try
        {
            using var patience = new CancellationTokenSource(Limits.Start);
            socket.ConnectAsync(_endPoint, patience.Token).AsTask().GetAwaiter().GetResult();
            if (!isPath)
            {
                socket.NoDelay = true;
            }

            return new SocketPeer(socket, _address);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw new ImplementationFaultException(
                FaultKind.NotStarted,
                $"nobody answers at {_address}: {error.Message}"
            );
        }
    }

    private static EndPoint Parse(string address)
    {
        if (address.StartsWith("unix:", StringComparison.Ordinal) && address.Length > 5)
        {
            return new UnixDomainSocketEndPoint(address[5..]);
        }

        string rest = address.StartsWith("tcp:", StringComparison.Ordinal) ? address[4..] : address;
        int colon = rest.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(rest[(colon + 1)..], CultureInfo.InvariantCulture, out ushort port))
        {
            string host = rest[..colon].Trim('[', ']');
            IPAddress? ip = host == "localhost" ? IPAddress.Loopback : null;
            if ((ip is not null || IPAddress.TryParse(host, out ip)) && IPAddress.IsLoopback(ip))
            {
                return new IPEndPoint(ip, port);
            }

            throw new FormatException($"'{host}' is not a loopback address; use 127.0.0.1, [::1] or localhost");
        }

        throw new FormatException($"'{address}' is not an address; use HOST:PORT, tcp:HOST:PORT or unix:PATH");
    }
}
