using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>
/// The harness's end of a wire: sends lines, takes answers in order, and turns everything that is not an answer in time
/// into an <see cref="ImplementationFaultException"/>. For one thread at a time.
/// </summary>
internal sealed class WireConnection : IDisposable
{
    /// <summary>How many operations may be under way at once (spec/wire.md).</summary>
    private const int MostLines = 256;

    /// <summary>How many bytes of operations may be under way at once, except that one operation always may.</summary>
    private const int MostBytes = 65536;

    /// <summary>How often the wire is looked at before the thread sleeps.</summary>
    private const int Looks = 200;

    /// <summary>How much is read at once, in bytes.</summary>
    private const int Chunk = 32768;

    /// <summary>How often a waiting harness looks after its peer's health, in milliseconds.</summary>
    private const int HealthInterval = 100;

    private readonly WirePeer _peer;
    private readonly DescriptorChannel _channel;
    private readonly WireLimits _limits;
    private readonly ByteBuffer _input = new();
    private readonly ByteBuffer _output = new();
    private readonly int[] _lengths = new int[MostLines];
    private readonly LastWords _remarks;
    private int _remarkBytes;
    private int _searched;
    private long _nextHealthCheck;

    /// <summary>Takes over a peer; it has not greeted yet.</summary>
    public WireConnection(WirePeer peer, WireLimits limits)
    {
        _peer = peer;
        _channel = peer.Channel;
        _limits = limits;
        _remarks = new LastWords(limits.LastWords);
    }

    /// <summary>Whether the peer failed and was ended.</summary>
    public bool IsFaulted { get; private set; }

    /// <summary>Reads the greeting.</summary>
    /// <exception cref="ImplementationFaultException">No greeting came, or another line.</exception>
    public WireGreeting ReadGreeting()
    {
        string line = Encoding.UTF8.GetString(ReadLine(_limits.Start, "its greeting"));
        if (WireGreeting.TryParse(line, out WireGreeting? greeting, out string? error))
        {
            return greeting;
        }

        FaultKind kind = line.StartsWith("hello luo ", StringComparison.Ordinal)
            ? FaultKind.NotStarted
            : FaultKind.BrokeProtocol;
        throw Fault(kind, $"{_peer.Title} did not greet: {error}; it said '{Shown(line)}'");
    }

    /// <summary>Asks for a fresh machine.</summary>
    /// <exception cref="ImplementationFaultException">It did not say <c>ok</c>.</exception>
    public void Reset()
    {
        string answer = Ask("reset", _limits.Boot);
        if (answer != "ok" && !answer.StartsWith("ok ", StringComparison.Ordinal))
        {
            FaultKind kind = answer.StartsWith("err ", StringComparison.Ordinal)
                ? FaultKind.NotStarted
                : FaultKind.BrokeProtocol;
            throw Fault(kind, $"{_peer.Title} answered reset with '{Shown(answer)}' instead of ok");
        }
    }

    /// <summary>Sends one line that is no operation and returns the answer's text.</summary>
    /// <param name="line">The line.</param>
    /// <param name="limit">How long it may take.</param>
    public string Ask(string line, TimeSpan limit)
    {
        RefuseUnasked();
        _output.Append(Encoding.UTF8.GetBytes(line + "\n"));
        return Encoding.UTF8.GetString(ReadLine(limit, line));
    }

    /// <summary>Says good-bye and gives it a little time to end by itself.</summary>
    public void SayBye()
    {
        if (IsFaulted)
        {
            return;
        }

        try
        {
            Ask("bye", _limits.Farewell);
            _peer.AwaitEnd(_limits.Farewell);
        }
        catch (ImplementationFaultException)
        {
            // The run is over and every answer is in: how it ends makes no difference any more.
        }
    }

    /// <summary>Does operations, as many at once as the wire carries, and waits for all answers.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="outcomes">Where the answers go; as many as there are operations.</param>
    /// <param name="answered">How many answers came, also when this ends in an exception.</param>
    public void Exchange(ReadOnlySpan<Operation> operations, Span<Outcome> outcomes, out int answered)
    {
        RefuseUnasked();
        answered = 0;
        int sent = 0;
        int bytesUnderWay = 0;
        long deadline = 0;
        while (answered < operations.Length)
        {
            while (sent < operations.Length && MaySend(operations, sent, sent - answered, bytesUnderWay))
            {
                int before = _output.Length;
                OperationLine.Append(_output, operations[sent]);
                int length = _output.Length - before;
                if (sent > answered && bytesUnderWay + length > MostBytes)
                {
                    // It does not fit behind the others; it goes when they are answered.
                    _output.Untake(length);
                    break;
                }

                deadline = sent == answered ? DeadlineOf(operations[sent]) : deadline;
                _lengths[sent++ % MostLines] = length;
                bytesUnderWay += length;
            }

            Push();
            bool moved = false;
            while (TryTakeLine(out ReadOnlySpan<byte> line))
            {
                if (answered == sent)
                {
                    throw Unasked(line);
                }

                bytesUnderWay -= _lengths[answered % MostLines];
                outcomes[answered++] = ToOutcome(line);
                deadline = answered < sent ? DeadlineOf(operations[answered]) : deadline;
                moved = true;
            }

            if (!moved && !PullSoon())
            {
                Await(deadline, operations[answered]);
                Pull();
            }
        }

        RefuseLeftovers();
    }

    /// <inheritdoc/>
    public void Dispose() => _peer.Dispose();

    /// <summary>Ends the peer and describes the fault.</summary>
    public ImplementationFaultException Fault(FaultKind kind, string message)
    {
        IsFaulted = true;
        string words = _peer.LastWords;
        _peer.Dispose();
        return new ImplementationFaultException(kind, message, WithRemarks(words.Length > 0 ? words : _peer.LastWords));
    }

    private static bool IsBoot(Operation operation) => operation.Verb is Verb.Kexec or Verb.Reboot or Verb.ColdBoot;

    /// <summary>Nothing is sent behind an operation that boots a kernel before its answer is there.</summary>
    private static bool MaySend(ReadOnlySpan<Operation> operations, int next, int linesUnderWay, int bytesUnderWay) =>
        linesUnderWay == 0 || (linesUnderWay < MostLines && bytesUnderWay < MostBytes && !IsBoot(operations[next - 1]));

    private static string Shown(ReadOnlySpan<byte> line) => Shown(Printable(line));

    private static string Printable(ReadOnlySpan<byte> line) =>
        string.Concat(
            Encoding
                .Latin1.GetString(line[..Math.Min(line.Length, 200)])
                .Select(static c => c is >= ' ' and <= '~' ? c : '?')
        );

    private static string Shown(string line) => line.Length > 160 ? line[..160] + "…" : line;

    private long DeadlineOf(Operation operation) =>
        Environment.TickCount64 + (long)(IsBoot(operation) ? _limits.Boot : _limits.Operation).TotalMilliseconds;

    private Outcome ToOutcome(ReadOnlySpan<byte> line) =>
        AnswerLine.Parse(line, out string? error)
        ?? throw Fault(
            FaultKind.BrokeProtocol,
            $"{_peer.Title} answered '{Shown(line)}', which is not an answer: {error}"
        );

    private ReadOnlySpan<byte> ReadLine(TimeSpan limit, string what)
    {
        long deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        while (true)
        {
            Push();
            if (TryTakeLine(out ReadOnlySpan<byte> line))
            {
                return line;
            }

            Await(deadline, what);
            Pull();
        }
    }

    /// <summary>Sends what fits.</summary>
    private void Push()
    {
        int count = _output.Length == 0 ? DescriptorChannel.NotNow : _channel.Write(_output.Waiting);
        if (count == 0)
        {
            // Its last words may explain why it reads no more.
            DrainInput();
            throw Ended();
        }

        if (count > 0)
        {
            _output.Taken(count);
        }
    }

    private void DrainInput()
    {
        int count = _channel.Read(_input.Room(Chunk)[..Chunk]);
        _input.Filled(Math.Max(count, 0));
    }

    /// <summary>Takes what is there, and no more than a line may be long.</summary>
    /// <returns>Whether there was something.</returns>
    private bool Pull()
    {
        int count = _channel.Read(_input.Room(Chunk)[..Chunk]);
        if (count == 0)
        {
            throw Ended();
        }

        _input.Filled(Math.Max(count, 0));
        return count > 0;
    }

    /// <summary>Looks a few times before going to sleep: waking up again takes longer than most answers.</summary>
    /// <returns>Whether something came.</returns>
    private bool PullSoon()
    {
        for (int look = 0; look < Looks; look++)
        {
            if (Pull())
            {
                return true;
            }

            Native.Yield();
        }

        return false;
    }

    /// <summary>Takes the next line that is not a remark, if there is a whole one.</summary>
    private bool TryTakeLine(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            ReadOnlySpan<byte> waiting = _input.Waiting;
            int end = waiting[_searched..].IndexOf((byte)'\n');
            int length = end < 0 ? waiting.Length : end + _searched;
            if (length > _limits.LongestLine)
            {
                throw Fault(
                    FaultKind.BrokeProtocol,
                    $"{_peer.Title} sent a line longer than {_limits.LongestLine} bytes: '{Shown(waiting[..length])}'"
                );
            }

            if (end < 0)
            {
                _searched = length;
                line = default;
                return false;
            }

            _searched = 0;
            line = waiting[..(length > 0 && waiting[length - 1] == (byte)'\r' ? length - 1 : length)];
            _input.Taken(length + 1);
            if (line.IsEmpty || line[0] != (byte)'#')
            {
                CheckCharacters(line);
                _remarkBytes = 0;
                return true;
            }

            Remember(line);
        }
    }

    private void Remember(ReadOnlySpan<byte> remark)
    {
        _remarks.Append(remark);
        _remarks.Append("\n"u8);
        _remarkBytes += remark.Length + 1;
        if (_peer.FindFinding(remark) is { } finding)
        {
            throw Fault(FaultKind.KernelFailed, $"{_peer.Title} reported: {Shown(finding)}");
        }

        if (_remarkBytes > _limits.Remarks)
        {
            throw Fault(
                FaultKind.BrokeProtocol,
                $"{_peer.Title} made more than {_limits.Remarks} bytes of remarks without an answer"
            );
        }
    }

    private void CheckCharacters(ReadOnlySpan<byte> line)
    {
        if (line.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            throw Fault(
                FaultKind.BrokeProtocol,
                $"{_peer.Title} sent a byte that is not printable ASCII: '{Printable(line)}'"
            );
        }
    }

    private void Await(long deadline, object what)
    {
        while (true)
        {
            long now = Environment.TickCount64;
            if (now >= _nextHealthCheck)
            {
                _nextHealthCheck = now + HealthInterval;
                if (_peer.FindSickness() is { } sickness)
                {
                    throw Fault(FaultKind.BrokeProtocol, $"{_peer.Title} {sickness}");
                }
            }

            if (now >= deadline)
            {
                throw Fault(
                    FaultKind.Hung,
                    $"{_peer.Title} did not answer in time; it was asked for '{Shown($"{what}")}'"
                );
            }

            _channel.Wait(_output.Length > 0, (int)Math.Min(deadline - now, HealthInterval));
            if (Environment.TickCount64 - now < HealthInterval)
            {
                return;
            }
        }
    }

    /// <summary>A line that came although nothing was asked breaks the order of answers, so it must not be taken for one.</summary>
    private void RefuseUnasked()
    {
        ObjectDisposedException.ThrowIf(IsFaulted, this);
        Pull();
        RefuseLeftovers();
    }

    /// <summary>Remarks may stand behind an answer; anything else may not.</summary>
    private void RefuseLeftovers()
    {
        if (_input.Length > 0 && _input.Waiting[0] != (byte)'#')
        {
            throw Unasked(_input.Waiting);
        }

        if (_input.Length > 0 && TryTakeLine(out ReadOnlySpan<byte> line))
        {
            throw Unasked(line);
        }
    }

    private ImplementationFaultException Unasked(ReadOnlySpan<byte> waiting)
    {
        int end = waiting.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? waiting : waiting[..end];
        return Fault(FaultKind.BrokeProtocol, $"{_peer.Title} sent a line that nothing asked for: '{Shown(line)}'");
    }

    private ImplementationFaultException Ended()
    {
        int lastEnd = _input.Waiting.LastIndexOf((byte)'\n');
        ImplementationFaultException fault = _peer.DescribeEnd(Shown(_input.Waiting[(lastEnd + 1)..]));
        IsFaulted = true;
        _peer.Dispose();
        return new ImplementationFaultException(fault.Kind, fault.Message, WithRemarks(fault.LastWords));
    }

    private string WithRemarks(string words)
    {
        string remarks = _remarks.ToString();
        return remarks.Length == 0 ? words
            : words.Length == 0 ? remarks
            : $"{words.TrimEnd()}\n{remarks}";
    }
}
