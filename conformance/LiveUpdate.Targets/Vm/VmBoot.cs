using System.Globalization;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>A machine from its cold boot to its end, across any number of kexecs.</summary>
internal sealed class VmBoot : IDisposable
{
    private readonly VirtualMachine _machine;
    private readonly WireConnection _connection;
    private readonly TimeSpan _patience;
    private readonly JumpWatch? _watch;
    private readonly VmCosts _costs;
    private TimeSpan _charged;

    /// <summary>Boots a kernel and waits for its guest.</summary>
    /// <param name="options">Which kernels, and on what.</param>
    /// <param name="root">The guest's root.</param>
    /// <param name="parameters">What the kernel's command line says of live update.</param>
    /// <param name="costs">Where its processor time is put down.</param>
    /// <param name="watch">Looks at the images that the machine hands over; <see langword="null"/> for nobody. It ends with the machine.</param>
    /// <exception cref="ImplementationFaultException">It did not come up.</exception>
    public VmBoot(VmOptions options, GuestRoot root, string parameters, VmCosts costs, JumpWatch? watch = null)
    {
        _costs = costs;
        _patience = options.Limits.Operation;
        _watch = watch;
        try
        {
            _machine = VirtualMachine.Start(options, root, parameters, watch);
            _connection = new WireConnection(_machine, options.Limits);
            Greeting = Meet();
            Charge(VmPhase.Boot);
        }
        catch (ImplementationFaultException)
        {
            _machine?.Dispose();
            watch?.Dispose();
            throw;
        }
    }

    /// <summary>Called at every jump with the image; <see langword="null"/> for nobody.</summary>
    public Action<IPhysicalImage>? AtJump
    {
        get => _watch?.AtJump;
        set
        {
            if (_watch is not null)
            {
                _watch.AtJump = value;
            }
        }
    }

    /// <summary>Puts down what the machine has done since the last time to a phase.</summary>
    public void Charge(VmPhase phase)
    {
        TimeSpan now = _machine.ProcessorTime;
        if (now > _charged)
        {
            _costs.Add(phase, now - _charged);
            _charged = now;
        }
    }

    /// <summary>What the guest said of itself and its kernel.</summary>
    public WireGreeting Greeting { get; }

    /// <summary>Does operations and looks at the console behind every kernel that ended.</summary>
    public void Execute(ReadOnlySpan<Operation> operations, Span<Outcome> outcomes, out int answered)
    {
        answered = 0;
        while (answered < operations.Length)
        {
            int start = answered;
            int end = start;
            while (end < operations.Length && !IsBoot(operations[end++])) { }

            bool isBoot = IsBoot(operations[end - 1]);
            if (isBoot)
            {
                _watch?.Expect();
            }

            int done = 0;
            try
            {
                _connection.Exchange(operations[start..end], outcomes[start..], out done);
            }
            catch (ImplementationFaultException hang) when (hang.Kind == FaultKind.Hung)
            {
                throw new ImplementationFaultException(FaultKind.KernelFailed, hang.Message, hang.LastWords);
            }
            finally
            {
                answered = start + done;
                _watch?.ThrowFailure();
            }

            bool isUnseen = isBoot && _watch is not null && !_watch.Settle() && outcomes[end - 1].IsOk;
            if (_watch is { IsArmed: false })
            {
                _watch.Arm(Ask);
            }

            if (isBoot && _machine.ConsoleFault is { } fault)
            {
                answered--;
                throw _connection.Fault(FaultKind.KernelFailed, $"the kernel reported: {fault}");
            }

            if (isUnseen)
            {
                // All images behind it would be taken for those of other kernels.
                answered--;
                throw _connection.Fault(FaultKind.NotStarted, "the image of a kexec was not seen");
            }
        }
    }

    /// <summary>One of the words that only our guest knows.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The answer's text.</returns>
    public string Ask(string line) => _connection.Ask(line, _patience);

    /// <summary>Asks what memory the kernel has to give out.</summary>
    public KernelMemory ReadMemory()
    {
        string[] words = Ask("luoconf.memory").Split(' ');
        return
            words is ["ok", ..]
            && Number(words, "kernel") is { } kernel
            && Number(words, "total") is { } total
            && Number(words, "used") is { } used
            ? new KernelMemory((int)kernel, total, used)
            : throw new ImplementationFaultException(FaultKind.BrokeProtocol, "the guest does not tell its memory");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _watch?.Dispose();
    }

    private WireGreeting Meet()
    {
        try
        {
            WireGreeting greeting = _connection.ReadGreeting();
            _watch?.Arm(Ask);
            return greeting;
        }
        catch (ImplementationFaultException fault)
            when (fault.Kind == FaultKind.KernelFailed && _machine.ConsoleFault is null)
        {
            // QEMU itself gave up, for no fault of the kernel.
            throw new ImplementationFaultException(FaultKind.NotStarted, fault.Message, fault.LastWords);
        }
    }

    /// <summary>The number that a key stands before, or <see langword="null"/> when there is none.</summary>
    private static long? Number(string[] words, string key)
    {
        string? word = Array.Find(words, w => w.StartsWith($"{key}=", StringComparison.Ordinal));
        return
            word is not null
            && long.TryParse(word.AsSpan(key.Length + 1), CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
    }

    private static bool IsBoot(Operation operation) => operation.Verb is Verb.Kexec or Verb.Reboot;
}
