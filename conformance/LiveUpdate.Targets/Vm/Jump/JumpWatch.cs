using System.Globalization;
using System.Net.Sockets;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>
/// Stops a virtual machine at the function that jumps into the next kernel, and shows its memory to whoever wants to see
/// it, before it goes on.
/// </summary>
/// <remarks>
/// QEMU's debugger port stops the processor, and the machine's memory is shared with this process. Nothing in the guest
/// has a part in it, but that it tells once where the function is.
/// </remarks>
internal sealed class JumpWatch : IDisposable
{
    /// <summary>The kernel's function that is called with the loaded image, when everything else is done.</summary>
    public const string Symbol = "machine_kexec";

    private const int ArgumentRegister = 5;
    private const int InstructionRegister = 16;

    /// <summary>How often QEMU is asked for a step until it makes one; seen: two in a thousand steps stay where they are.</summary>
    private const int MostSteps = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static int _count;

    private readonly GuestMemory _memory;
    private readonly string _path;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _ended = new();
    private readonly int _mebibytes;
    private readonly JumpPlaces _places;
    private GdbClient? _gdb;
    private Task _watching = Task.CompletedTask;
    private Exception? _failure;
    private int _isExpected;

    /// <summary>Prepares to watch a machine that is not started yet.</summary>
    /// <param name="mebibytes">The machine's memory in MiB.</param>
    /// <param name="places">Where the kernels have their jumps.</param>
    public JumpWatch(int mebibytes, JumpPlaces places)
    {
        _mebibytes = mebibytes;
        _places = places;
        _memory = new GuestMemory(mebibytes);
        _path = Path.Combine(
            Path.GetTempPath(),
            string.Create(
                CultureInfo.InvariantCulture,
                $"luoconf-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}.gdb"
            )
        );
        File.Delete(_path);
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen(1);
    }

    /// <summary>What the machine type has to say in QEMU's arguments.</summary>
    public static string MachineOption => ",memory-backend=ram";

    /// <summary>Called at every jump, on a thread of the watch, while the machine stands; <see langword="null"/> for nobody.</summary>
    public Action<IPhysicalImage>? AtJump { get; set; }

    /// <summary>QEMU's further arguments.</summary>
    public string[] Arguments =>
        [
            "-object",
            string.Create(
                CultureInfo.InvariantCulture,
                $"memory-backend-file,id=ram,share=on,size={_mebibytes}M,mem-path={_memory.Path}"
            ),
            "-chardev",
            $"socket,id=gdb,path={_path}",
            "-gdb",
            "chardev:gdb",
        ];

    /// <summary>Whether the kernel that runs now is watched.</summary>
    public bool IsArmed => !_watching.IsCompleted;

    /// <summary>Begins to watch the kernel that runs now.</summary>
    /// <param name="ask">Asks the guest.</param>
    /// <exception cref="ImplementationFaultException">QEMU or the guest does not play along.</exception>
    public void Arm(Func<string, string> ask)
    {
        // All images have been asked once a machine has gone from each to the next: a cold boot is of the first.
        int kernel = _places[0] != 0 && _gdb is null ? 0 : _places.Ask(ask);
        try
        {
            ArmAsync(_places[kernel]).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new ImplementationFaultException(
                FaultKind.NotStarted,
                $"the images of the kernel cannot be seen: {error.Message}"
            );
        }

        _watching = WatchAsync(kernel);
    }

    /// <summary>
    /// The next operation asks for a jump. Only the first stop after this is one: the processor can come to the function's
    /// first instruction again, when an interrupt or QEMU itself kept it from that.
    /// </summary>
    public void Expect() => Volatile.Write(ref _isExpected, 1);

    /// <summary>The operation that asked for a jump is answered.</summary>
    /// <returns>Whether there was a jump since <see cref="Expect"/>.</returns>
    public bool Settle() => Interlocked.Exchange(ref _isExpected, 0) == 0;

    /// <summary>Throws what went wrong while the machine stood, if anything did.</summary>
    public void ThrowFailure()
    {
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Cancel();
        try
        {
            _watching.Wait(Limit);
        }
        catch (AggregateException)
        {
            // It is the end in any case.
        }

        _gdb?.Dispose();
        _listener.Dispose();
        File.Delete(_path);
        _memory.Dispose();
        _ended.Dispose();
    }

    private async Task ArmAsync(ulong address)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        limited.CancelAfter(Limit);
        _gdb ??= new GdbClient(await _listener.AcceptAsync(limited.Token).ConfigureAwait(false), Limit);
        File.Delete(_path);
        await _gdb.StopAsync(limited.Token).ConfigureAwait(false);
        await _gdb.SetBreakpointAsync(address, limited.Token).ConfigureAwait(false);
        await _gdb.ContinueAsync(limited.Token).ConfigureAwait(false);
    }

    /// <summary>Goes along from kernel to kernel, until one comes whose function nobody has looked up yet.</summary>
    private async Task WatchAsync(int kernel)
    {
        try
        {
            for (ulong address = _places[kernel]; address != 0; address = _places[kernel])
            {
                await _gdb!.AwaitStopAsync(_ended.Token).ConfigureAwait(false);
                ulong[] registers = await _gdb.ReadRegistersAsync(_ended.Token).ConfigureAwait(false);
                if (registers[InstructionRegister] == address)
                {
                    kernel = await PassAsync(kernel, registers).ConfigureAwait(false);
                }

                await _gdb.ContinueAsync(_ended.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is EndOfStreamException or SocketException or OperationCanceledException)
        {
            // QEMU has ended: whoever waits for an answer learns of it by the wire.
        }
        catch (IOException error)
        {
            // The machine may stand for ever now, and that is not the kernel's doing.
            _failure = new ImplementationFaultException(
                FaultKind.NotStarted,
                $"the images of the kernel cannot be seen: {error.Message}"
            );
        }
    }

    /// <summary>Shows the image, where this is a jump, and makes the processor leave the breakpoint.</summary>
    /// <returns>The kernel whose jump comes next.</returns>
    private async Task<int> PassAsync(int kernel, ulong[] registers)
    {
        ulong address = _places[kernel];
        bool isJump = Interlocked.Exchange(ref _isExpected, 0) == 1;
        if (isJump)
        {
            await ShowAsync(registers[ArgumentRegister]).ConfigureAwait(false);
            kernel = (kernel + 1) % _places.Count;
        }

        await _gdb!.RemoveBreakpointAsync(address, _ended.Token).ConfigureAwait(false);
        if (_places[kernel] is not 0 and ulong next)
        {
            await LeaveAsync(address).ConfigureAwait(false);
            await _gdb.SetBreakpointAsync(next, _ended.Token).ConfigureAwait(false);
        }

        return kernel;
    }

    /// <summary>Goes one step further, or the processor would stop where it stands.</summary>
    private async Task LeaveAsync(ulong address)
    {
        for (int step = 0; step < MostSteps; step++)
        {
            await _gdb!.StepAsync(_ended.Token).ConfigureAwait(false);
            ulong[] registers = await _gdb.ReadRegistersAsync(_ended.Token).ConfigureAwait(false);
            if (registers[InstructionRegister] != address)
            {
                return;
            }
        }

        throw new IOException("QEMU's processor does not leave its breakpoint");
    }

    private async Task ShowAsync(ulong record)
    {
        if (AtJump is not { } show)
        {
            return;
        }

        byte[] bytes = await _gdb!.ReadAsync(record, LoadedImage.RecordLength, _ended.Token).ConfigureAwait(false);
        LoadedImage loaded = LoadedImage.Find(bytes, record);
        byte[] scratch = await _gdb.ReadAsync(loaded.ScratchSource, (int)loaded.ScratchLength, _ended.Token)
            .ConfigureAwait(false);
        try
        {
            show(new JumpImage(_memory, loaded, scratch));
        }
        catch (Exception error)
        {
            // It is thrown again where the jump was asked for; the machine goes on.
            _failure = error;
        }
    }
}
