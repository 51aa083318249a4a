using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What the contract knows of the inside of a kernel: its scripted handlers and FLBs (observation class K).</summary>
/// <remarks>It belongs to one <see cref="ModelState"/> and is copied with it.</remarks>
public sealed class KernelState
{
    private readonly List<ModelHandler> _handlers;
    private readonly List<ModelFlb> _flbs;
    private readonly List<Handle> _registeredFlbs;
    private readonly List<ModelNotifier> _notifiers;

    internal KernelState()
        : this(new CallbackTrace()) { }

    internal KernelState(CallbackTrace trace)
    {
        _handlers = [];
        _flbs = [];
        _registeredFlbs = [];
        _notifiers = [];
        Trace = trace;
    }

    private KernelState(KernelState other)
    {
        _handlers = [.. other._handlers.Select(static handler => handler.Clone())];
        _flbs = [.. other._flbs.Select(static flb => flb.Clone())];
        _registeredFlbs = [.. other._registeredFlbs];
        _notifiers = [.. other._notifiers.Select(static notifier => notifier.Clone())];
        CameIn = other.CameIn;
        IsTraced = other.IsTraced;
        HasOpenFailed = other.HasOpenFailed;
        IsTraceOpen = other.IsTraceOpen;
        Trace = new CallbackTrace(other.Trace);
    }

    /// <summary>All handlers, in the order of their registration; those that were unregistered too.</summary>
    public IReadOnlyList<ModelHandler> Handlers => _handlers;

    /// <summary>All FLBs in the order of their making.</summary>
    public IReadOnlyList<ModelFlb> Flbs => _flbs;

    /// <summary>The FLBs that are registered, in the order in which they came to be.</summary>
    public IReadOnlyList<Handle> RegisteredFlbs => _registeredFlbs;

    /// <summary>All notifiers of KHO, in the order of their registration; those that were unregistered too.</summary>
    public IReadOnlyList<ModelNotifier> Notifiers => _notifiers;

    /// <summary>The FLB records of the image that this kernel came from.</summary>
    public IReadOnlyList<IncomingFlb> CameIn { get; internal init; } = [];

    /// <summary>Whether answers have a trace.</summary>
    public bool IsTraced { get; internal set; }

    /// <summary>Whether the first open of the device failed, and so every other.</summary>
    public bool HasOpenFailed { get; internal set; }

    internal List<Handle> FlbOrder => _registeredFlbs;

    /// <summary>The callbacks of the operation that is being done.</summary>
    internal CallbackTrace Trace { get; }

    /// <summary>Whether the contract leaves the trace of this operation open.</summary>
    internal bool IsTraceOpen { get; set; }

    /// <summary>The handler of that handle, or <see langword="null"/>.</summary>
    /// <param name="handle">The handle.</param>
    public ModelHandler? Handler(Handle handle) => _handlers.Find(handler => handler.Handle == handle);

    /// <summary>The registered handler of that string, or <see langword="null"/>.</summary>
    /// <param name="compatible">The string.</param>
    public ModelHandler? Handler(ByteString compatible) =>
        _handlers.Find(handler => handler.IsRegistered && handler.Compatible.Equals(compatible));

    /// <summary>The FLB of that handle, or <see langword="null"/>.</summary>
    /// <param name="handle">The handle.</param>
    public ModelFlb? Flb(Handle handle) => _flbs.Find(flb => flb.Handle == handle);

    /// <summary>The notifier of that handle, or <see langword="null"/>.</summary>
    /// <param name="handle">The handle.</param>
    public ModelNotifier? Notifier(Handle handle) => _notifiers.Find(notifier => notifier.Handle == handle);

    /// <summary>
    /// The notifiers in the order in which they are called: those of a higher priority first, those of one in the order of their
    /// registration (KHO-FINAL-05).
    /// </summary>
    public ModelNotifier[] Chain() =>
        [
            .. _notifiers
                .Where(static notifier => notifier.IsRegistered)
                .OrderByDescending(static notifier => notifier.Priority),
        ];

    internal bool IsBound(Handle handle) =>
        Handler(handle) is not null || Flb(handle) is not null || Notifier(handle) is not null;

    internal void Add(ModelHandler handler) => _handlers.Add(handler);

    internal void Add(ModelFlb flb) => _flbs.Add(flb);

    internal void Add(ModelNotifier notifier) => _notifiers.Add(notifier);

    internal KernelState Clone() => new(this);
}
