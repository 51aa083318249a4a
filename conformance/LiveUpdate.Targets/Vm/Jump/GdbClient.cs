using System.Globalization;
using System.Net.Sockets;

namespace LiveUpdate.Targets;

/// <summary>Drives QEMU's debugger port: stops the processor, sets breakpoints, reads registers and virtual memory.</summary>
/// <remarks>Every request has a limit of time. For one caller at a time.</remarks>
internal sealed class GdbClient : IDisposable
{
    /// <summary>The longest read that QEMU answers in one packet, in bytes.</summary>
    private const int MostBytes = 1024;

    private static readonly byte[] Acknowledgement = "+"u8.ToArray();
    private static readonly byte[] Interrupt = [3];

    private readonly Socket _socket;
    private readonly TimeSpan _limit;
    private byte[] _input = new byte[8192];
    private int _length;

    /// <summary>Takes over a connection.</summary>
    /// <param name="socket">The connection; it is closed with this object.</param>
    /// <param name="limit">How long QEMU may take for an answer.</param>
    public GdbClient(Socket socket, TimeSpan limit)
    {
        _socket = socket;
        _limit = limit;
    }

    /// <summary>Stops the processor, wherever it is, and waits until it stands.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await _socket.SendAsync(Interrupt, cancellation).ConfigureAwait(false);
        await LimitedAsync(ReceiveAsync, cancellation).ConfigureAwait(false);
    }

    /// <summary>Lets the processor run on.</summary>
    public Task ContinueAsync(CancellationToken cancellation) => SendAsync("c", cancellation);

    /// <summary>Waits, for as long as it takes, until the processor stops by itself.</summary>
    /// <returns>What QEMU says of the stop.</returns>
    public Task<string> AwaitStopAsync(CancellationToken cancellation) => ReceiveAsync(cancellation);

    /// <summary>Does one instruction.</summary>
    public async Task StepAsync(CancellationToken cancellation)
    {
        string stop = await AskAsync("s", cancellation).ConfigureAwait(false);
        Require(stop.StartsWith('T') || stop.StartsWith('S'), "s", stop);
    }

    /// <summary>Sets a hardware breakpoint.</summary>
    public async Task SetBreakpointAsync(ulong address, CancellationToken cancellation) =>
        await CommandAsync(string.Create(CultureInfo.InvariantCulture, $"Z1,{address:x},1"), cancellation)
            .ConfigureAwait(false);

    /// <summary>Removes a hardware breakpoint.</summary>
    public async Task RemoveBreakpointAsync(ulong address, CancellationToken cancellation) =>
        await CommandAsync(string.Create(CultureInfo.InvariantCulture, $"z1,{address:x},1"), cancellation)
            .ConfigureAwait(false);

    /// <summary>Reads the general registers of an x86-64 processor: rax, rbx, rcx, rdx, rsi, rdi, rbp, rsp, r8 to r15, rip.</summary>
    public async Task<ulong[]> ReadRegistersAsync(CancellationToken cancellation)
    {
        const int count = 17;
        byte[] bytes = Decode(await AskAsync("g", cancellation).ConfigureAwait(false), "g");
        if (bytes.Length < count * sizeof(ulong))
        {
            throw new IOException("QEMU told too few registers");
        }

        var registers = new ulong[count];
        Buffer.BlockCopy(bytes, 0, registers, 0, count * sizeof(ulong));
        return registers;
    }

    /// <summary>Reads virtual memory as the processor sees it.</summary>
    /// <param name="address">The address of the first byte.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The bytes; fewer when not all of them are mapped.</returns>
    public async Task<byte[]> ReadAsync(ulong address, int length, CancellationToken cancellation)
    {
        var bytes = new List<byte>(length);
        while (bytes.Count < length)
        {
            int part = Math.Min(MostBytes, length - bytes.Count);
            string request = string.Create(CultureInfo.InvariantCulture, $"m{address + (ulong)bytes.Count:x},{part:x}");
            string answer = await AskAsync(request, cancellation).ConfigureAwait(false);
            if (answer.StartsWith('E'))
            {
                break;
            }

            bytes.AddRange(Decode(answer, request));
        }

        return [.. bytes];
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static void Require(bool holds, string request, string answer)
    {
        if (!holds)
        {
            throw new IOException($"QEMU answered the debugger's '{request}' with '{answer}'");
        }
    }

    private static byte[] Decode(string answer, string request)
    {
        try
        {
            return Convert.FromHexString(answer);
        }
        catch (FormatException malformed)
        {
            throw new IOException($"QEMU answered the debugger's '{request}' with '{answer}'", malformed);
        }
    }

    private async Task CommandAsync(string request, CancellationToken cancellation)
    {
        string answer = await AskAsync(request, cancellation).ConfigureAwait(false);
        Require(answer == "OK", request, answer);
    }

    private async Task<string> AskAsync(string request, CancellationToken cancellation)
    {
        await SendAsync(request, cancellation).ConfigureAwait(false);
        return await LimitedAsync(ReceiveAsync, cancellation).ConfigureAwait(false);
    }

    private async Task SendAsync(string request, CancellationToken cancellation) =>
        await _socket.SendAsync(GdbPacket.Frame(request), cancellation).ConfigureAwait(false);

    private async Task<string> LimitedAsync(
        Func<CancellationToken, Task<string>> receive,
        CancellationToken cancellation
    )
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(_limit);
        try
        {
            return await receive(limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"the debugger's port of QEMU did not answer within {_limit.TotalSeconds:0} s", late);
        }
    }

    private async Task<string> ReceiveAsync(CancellationToken cancellation)
    {
        while (true)
        {
            bool isWhole = GdbPacket.TryTake(_input.AsSpan(0, _length), out string text, out int taken);
            _input.AsSpan(taken, _length - taken).CopyTo(_input);
            _length -= taken;
            if (isWhole)
            {
                await _socket.SendAsync(Acknowledgement, cancellation).ConfigureAwait(false);
                return text;
            }

            if (_length == _input.Length)
            {
                Array.Resize(ref _input, _input.Length * 2);
            }

            int read = await _socket.ReceiveAsync(_input.AsMemory(_length), cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                throw new EndOfStreamException("QEMU closed the debugger's port");
            }

            _length += read;
        }
    }
}
