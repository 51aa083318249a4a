using System.Net;
using System.Net.Sockets;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets.Tests;

public sealed class SocketTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SocketTests()
    {
        _listener.Start();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    private string Address => $"tcp:127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void A_server_tells_who_it_serves()
    {
        using var client = new SocketImplementation(Address);
        Assert.Equal("echo server", client.Name);
        Assert.Equal("1.2", client.Version);
        Assert.Equal(ObservationClasses.UserInterface | ObservationClasses.Kernel, client.Observes);
        Assert.Equal(Features.Mappings | Features.ColdBoot, client.Features);
    }

    [Fact]
    public void Pipelined_answers_are_those_given_one_by_one()
    {
        using var client = new SocketImplementation(Address);
        Operation[] operations = [.. Enumerable.Range(0, 5000).Select(Operation)];
        var many = new Outcome[operations.Length];
        using (var machine = (IPipelinedMachine)client.Start())
        {
            machine.ExecuteMany(operations, many, out int answered);
            Assert.Equal(operations.Length, answered);
        }

        using IMachine alone = new EchoImplementation().Start();
        Assert.Equal(operations.Select(alone.Execute), many);
    }

    [Fact]
    public void A_server_whose_implementation_falls_closes_the_connection_after_the_answers_before()
    {
        using var client = new SocketImplementation(Address);
        using var machine = (IPipelinedMachine)client.Start();
        Operation[] operations = [new Die(), new Die(), new CountFds(), new Die()];
        var outcomes = new Outcome[4];
        int answered = 0;
        var fault = Assert.Throws<ImplementationFaultException>(() =>
            machine.ExecuteMany(operations, outcomes, out answered)
        );
        Assert.Equal(FaultKind.Crashed, fault.Kind);
        Assert.Equal(2, answered);
    }

    [Fact]
    public void An_operation_too_long_for_the_wire_is_not_sent()
    {
        using var client = new SocketImplementation(Address);
        using IMachine machine = client.Start();
        var big = new Ioctl(default, Handle.Parse("d"), 0xba00, ByteString.Repeat(7, 60000), 60000);
        Assert.Equal(OutcomeKind.Unsupported, machine.Execute(big).Kind);
        Assert.Equal("ok size=1", machine.Execute(new Stat(Handle.Parse("m"))).ToString());
    }

    [Fact]
    public void Nobody_listening_is_not_started()
    {
        using var client = new SocketImplementation("unix:/tmp/there-is-no-such-socket");
        Assert.Equal(FaultKind.NotStarted, Assert.Throws<ImplementationFaultException>(client.Start).Kind);
    }

    [Theory]
    [InlineData("tcp:192.0.2.1:80")]
    [InlineData("unix:")]
    [InlineData("nonsense")]
    [InlineData("127.0.0.1:99999")]
    public void Only_addresses_of_this_machine_are_taken(string address) =>
        Assert.Throws<FormatException>(() => new SocketImplementation(address));

    [Fact]
    public void A_server_skips_comments_and_explains_what_it_cannot_read()
    {
        using var input = new MemoryStream("luo 1\n# hello\n\nstat m\nfrobnicate\nbye\nstat m\n"u8.ToArray());
        using var output = new MemoryStream();
        new WireServer(new EchoImplementation()).Run(input, output);
        string[] lines = System.Text.Encoding.ASCII.GetString(output.ToArray()).Split('\n');
        Assert.Equal("hello luo 1 name=echo%20server version=1.2 observes=UK features=mappings,cold_boot", lines[0]);
        Assert.Equal("ok size=1", lines[1]);
        Assert.StartsWith("unsupported reason=", lines[2], StringComparison.Ordinal);
        Assert.Equal(["ok", ""], lines[3..]);
    }

    private static Operation Operation(int index) =>
        (index % 4) switch
        {
            0 => new Stat(Handle.Numbered('m', index)),
            1 => new ReadFile(Handle.Numbered('m', index), (ulong)index, 16),
            2 => new Truncate(Handle.Numbered('m', index), (ulong)(index % 130) + 1),
            _ => new Seek(Handle.Numbered('m', index), 5),
        };

    private void Serve()
    {
        try
        {
            while (true)
            {
                TcpClient client = _listener.AcceptTcpClient();
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private static void Serve(TcpClient client)
    {
        using TcpClient owned = client;
        try
        {
            new WireServer(new EchoImplementation()).Run(client.GetStream(), client.GetStream());
        }
        catch (Exception error) when (error is IOException or ImplementationFaultException)
        {
            // The harness went away, or the implementation fell: either ends the connection.
        }
    }
}
