using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>
/// A real Linux kernel in a virtual machine. Every machine is a fresh boot; in a batch many programs share one.
/// </summary>
public sealed class VmImplementation
    : IBatchImplementation,
        IBatchImageObservable,
        ILossMeter,
        IMachineAccount,
        IDisposable
{
    private const int Yes = 1;
    private const int No = 2;

    private readonly VmOptions _options;
    private readonly Lock _gate = new();
    private readonly Lazy<GuestRoot> _archive;
    private readonly Lazy<GuestRoot?> _inMemory;
    private readonly Lazy<WireGreeting> _greeting;
    private readonly JumpPlaces _places;
    private Task<VmBoot>? _ahead;

    /// <summary>Whether the guest can read what lies in memory: unknown at first.</summary>
    private int _readsMemory;
    private bool _disposed;
    private VmStatistics _statistics = new();

    /// <summary>Names the kernel; nothing is started yet.</summary>
    /// <param name="options">Which kernels, and on what.</param>
    public VmImplementation(VmOptions options)
    {
        _options = options;
        _places = new JumpPlaces(options.NextKernel is null ? 1 : 2);
        Baseline = new MemoryBaseline(options.NextKernel is null ? 1 : 2);
        _archive = new Lazy<GuestRoot>(() => GuestRoot.InArchive(_options, ReadGuest()));
        _inMemory = new Lazy<GuestRoot?>(() => GuestRoot.InMemory(_options, ReadGuest()));
        _greeting = new Lazy<WireGreeting>(Meet);
    }

    /// <inheritdoc/>
    public string Name => _greeting.Value.Name;

    /// <inheritdoc/>
    public string Version => _greeting.Value.Version;

    /// <inheritdoc/>
    public ObservationClasses Observes =>
        ObservationClasses.UserInterface
        | (_options.ShowsImages ? ObservationClasses.Image | ObservationClasses.Planted : ObservationClasses.None);

    /// <inheritdoc/>
    public Features Features => _greeting.Value.Features | Features.ColdBoot;

    /// <inheritdoc/>
    public Func<IImageKeeper>? Keepers { get; set; }

    /// <inheritdoc/>
    public IMachine Start() => new VmMachine(this, BootDefault());

    /// <summary>What the machines have done so far.</summary>
    public VmStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return _statistics with { Spent = Costs.Spent };
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Account => Statistics.Lines;

    /// <inheritdoc/>
    public IReadOnlyList<BatchAnswer> RunBatch(
        IReadOnlyList<Program> programs,
        CancellationToken cancellation = default
    ) => new VmBatchRunner(this, _options, cancellation).Run(programs);

    /// <inheritdoc/>
    public BatchAnswer? MeasureLoss(Program program) => new LossMeter(this).Measure(program);

    /// <inheritdoc/>
    public FoundLoss? FindLoss(IReadOnlyList<Program> suspects) => new LossMeter(this).Find(suspects);

    /// <inheritdoc/>
    public void Dispose()
    {
        Task<VmBoot>? ahead;
        lock (_gate)
        {
            _disposed = true;
            ahead = _ahead;
            _ahead = null;
        }

        Discard(ahead);
        if (_archive.IsValueCreated)
        {
            File.Delete(_archive.Value.Initrd);
        }

        if (_inMemory is { IsValueCreated: true, Value: { } inMemory })
        {
            File.Delete(inMemory.Initrd);
        }
    }

    /// <summary>What the machines spent on what.</summary>
    internal VmCosts Costs { get; } = new();

    /// <summary>The memory of a kernel to which nothing was handed over.</summary>
    internal MemoryBaseline Baseline { get; }

    /// <summary>Boots cold.</summary>
    /// <exception cref="ImplementationFaultException">The kernel did not come up.</exception>
    internal VmBoot Boot(BootParameters parameters)
    {
        string line = $"kho={Text(parameters.Kho) ?? "on"} liveupdate={Text(parameters.LiveUpdate) ?? "on"}";
        string scratch = Text(parameters.Scratch) is { } sizes ? $" kho_scratch={sizes}" : string.Empty;
        if (Volatile.Read(ref _readsMemory) != No && _inMemory.Value is { } inMemory)
        {
            VmBoot boot = Boot(inMemory, line + scratch);
            if (
                Volatile.Read(ref _readsMemory) == Yes
                || boot.Ask("luoconf.images").StartsWith("ok", StringComparison.Ordinal)
            )
            {
                Volatile.Write(ref _readsMemory, Yes);
                return boot;
            }

            // A kernel without /dev/mem, or a guest of old: from now on with the images in its root.
            Volatile.Write(ref _readsMemory, No);
            boot.Dispose();
        }

        return Boot(_archive.Value, line + scratch);
    }

    private VmBoot Boot(GuestRoot root, string parameters)
    {
        lock (_gate)
        {
            _statistics = _statistics with { Boots = _statistics.Boots + 1 };
        }

        JumpWatch? watch = _options.ShowsImages ? new JumpWatch(_options.Memory, _places) : null;
        return new VmBoot(_options, root, parameters, Costs, watch);
    }

    /// <summary>Adds up what was done with one boot.</summary>
    internal void Count(int kexecs, long crossings, int ended, long operations, int programs)
    {
        lock (_gate)
        {
            _statistics = _statistics with
            {
                Kexecs = _statistics.Kexecs + kexecs,
                Crossings = _statistics.Crossings + crossings,
                Programs = _statistics.Programs + ended,
                Operations = _statistics.Operations + operations,
                Shared = _statistics.Shared + (programs > 1 ? 1 : 0),
                Sharing = _statistics.Sharing + (programs > 1 ? programs : 0),
                MostPrograms = Math.Max(_statistics.MostPrograms, programs),
            };
        }
    }

    /// <summary>Boots cold with KHO and LUO on, or takes the machine that has been booted ahead.</summary>
    internal VmBoot BootDefault()
    {
        VmBoot boot = TakeAhead();
        lock (_gate)
        {
            if (_options.BootsAhead && !_disposed)
            {
                _ahead ??= Task.Run(() => Boot(BootParameters.Default));
            }
        }

        return boot;
    }

    private VmBoot TakeAhead()
    {
        Task<VmBoot>? ahead;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            ahead = _ahead;
            _ahead = null;
        }

        return ahead is null ? Boot(BootParameters.Default) : ahead.GetAwaiter().GetResult();
    }

    private static string? Text(ByteString? value) =>
        value is null ? null : System.Text.Encoding.Latin1.GetString(value.Span);

    private static void Discard(Task<VmBoot>? ahead)
    {
        try
        {
            ahead?.GetAwaiter().GetResult().Dispose();
        }
        catch (ImplementationFaultException)
        {
            // Nobody wanted that machine any more.
        }
    }

    private WireGreeting Meet()
    {
        VmBoot boot = TakeAhead();
        WireGreeting greeting = boot.Greeting;
        lock (_gate)
        {
            if (_ahead is null && !_disposed)
            {
                // The first program finds it booted.
                _ahead = Task.FromResult(boot);
                return greeting;
            }
        }

        boot.Dispose();
        return greeting;
    }

    private byte[] ReadGuest() => GuestRoot.Read(_options.Guest ?? GuestProgram.Build(_options.Compiler), "guest");
}
