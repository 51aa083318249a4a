using System.Globalization;
using System.Net.Sockets;

namespace LiveUpdate.Targets.Tests;

/// <summary>
/// Plays QEMU's debugger port for a processor that stands at one place, with the whims that were seen of QEMU: a step that
/// stays where it is, and stops where nobody has set a breakpoint.
/// </summary>
internal sealed class StubbornDebugger : IDisposable
{
    private const int Register = 17 * 16;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly HashSet<ulong> _breakpoints = [];
    private readonly Queue<ulong> _path = new();
    private byte[] _input = [];
    private ulong _place;

    /// <summary>Connects to who watches.</summary>
    /// <param name="arguments">QEMU's arguments.</param>
    public StubbornDebugger(IEnumerable<string> arguments)
    {
        const string chardev = "socket,id=gdb,path=";
        string path = arguments.Single(a => a.StartsWith(chardev, StringComparison.Ordinal))[chardev.Length..];
        _socket.ReceiveTimeout = 10_000;
        _socket.Connect(new UnixDomainSocketEndPoint(path));
    }

    /// <summary>How many of the next steps stay where they are.</summary>
    public int IdleSteps { get; set; }

    /// <summary>Where the processor stands.</summary>
    public ulong Place => _place;

    /// <summary>Answers until the processor runs freely.</summary>
    public void ServeUntilFree()
    {
        while (true)
        {
            string request = Receive();
            switch (request[0])
            {
                case (char)3:
                    Send("T02thread:01;");
                    break;
                case 'Z':
                    _breakpoints.Add(Address(request));
                    Send("OK");
                    break;
                case 'z':
                    _breakpoints.Remove(Address(request));
                    Send("OK");
                    break;
                case 'g':
                    Send(string.Create(Register, _place, static (text, place) => Write(text, place)));
                    break;
                case 'm':
                    Send("E14");
                    break;
                case 's':
                    _place += IdleSteps-- > 0 ? 0UL : 1UL;
                    IdleSteps = Math.Max(0, IdleSteps);
                    Send("T05thread:01;");
                    break;
                case 'c' when !TryStop():
                    return;
            }
        }
    }

    /// <summary>The processor comes to places, one after the other, and stops at those with a breakpoint.</summary>
    /// <param name="places">The places.</param>
    public void Run(params ulong[] places)
    {
        foreach (ulong place in places)
        {
            _path.Enqueue(place);
        }

        if (TryStop())
        {
            ServeUntilFree();
        }
    }

    /// <summary>Stops the processor where no breakpoint is.</summary>
    public void StopAnywhere()
    {
        _place = 1;
        Send("T02thread:01;");
        ServeUntilFree();
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private bool TryStop()
    {
        while (!_breakpoints.Contains(_place))
        {
            if (!_path.TryDequeue(out _place))
            {
                return false;
            }
        }

        Send("T05thread:01;");
        return true;
    }

    private static ulong Address(string request) =>
        ulong.Parse(request.Split(',')[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static void Write(Span<char> text, ulong place)
    {
        text.Fill('0');
        Convert.ToHexStringLower(BitConverter.GetBytes(place)).CopyTo(text[(16 * 16)..]);
    }

    private void Send(string text) => _socket.Send(GdbPacket.Frame(text));

    private string Receive()
    {
        while (true)
        {
            if (_input.AsSpan().IndexOf((byte)3) is >= 0 and int interrupt)
            {
                _input = _input[(interrupt + 1)..];
                return "\u0003";
            }

            if (GdbPacket.TryTake(_input, out string text, out int taken))
            {
                _input = _input[taken..];
                return text;
            }

            var buffer = new byte[4096];
            int count = _socket.Receive(buffer);
            Assert.NotEqual(0, count);
            _input = [.. _input, .. buffer.AsSpan(0, count)];
        }
    }
}
