using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>
/// A KHO with a finalize step and a chain of notifiers: LUO drives it inside reboot, or, with LUO off, whoever runs the machine (D1.3,
/// D5.3).
/// </summary>
public class FinalizeStep : KernelObjects
{
    private readonly Dictionary<Handle, ScriptedNotifier> _notifiers = [];
    private bool _isCalling;

    /// <summary>Nothing is finalized.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="chain">An empty chain.</param>
    public FinalizeStep(Kernel kernel, NotifierChain? chain = null)
        : base(kernel) => Chain = chain ?? new NotifierChain();

    /// <summary>The notifiers.</summary>
    public NotifierChain Chain { get; }

    /// <summary>Whether it was finalized by hand.</summary>
    protected bool IsFinalized { get; set; }

    /// <summary>What was not finalized is not handed over, and LUO finalizes by itself (KHO-FINAL-02, KHO-FINAL-03).</summary>
    public override bool HandsOver => Kernel.Luo is not null || IsFinalized;

    /// <inheritdoc/>
    protected override bool HasVersions => false;

    /// <inheritdoc/>
    public override bool Has(Verb verb) => verb is >= Verb.KhoFinalize and <= Verb.KhoNotifierScript || base.Has(verb);

    /// <inheritdoc/>
    public override bool IsBound(Handle handle) => _notifiers.ContainsKey(handle);

    /// <inheritdoc/>
    public override Outcome Execute(Operation operation, Session? session) =>
        operation switch
        {
            KhoFinalize => Answer(Check() is var error && error != Errno.None ? error : Finalized()),
            KhoAbort => Answer(Check() is var error && error != Errno.None ? error : Aborted()),
            RegisterNotifier register => Answer(Register(register)),
            UnregisterNotifier unregister => Answer(Unregister(unregister.Notifier)),
            ScriptNotifier script => Answer(Script(script)),
            _ => base.Execute(operation, session),
        };

    /// <summary>LUO completes the handover, when all files are frozen and written down (KHO-FINAL-08).</summary>
    /// <returns>Success, or the error of a notifier.</returns>
    public override Errno CompleteInReboot() => Call(Chain.CallFinalize);

    /// <inheritdoc/>
    protected internal override Errno CheckOpen() => CheckOpen(SetChange.Folio);

    /// <summary>What is finalized is complete, and stays so, save for notifiers that are being told (KHO-FINAL-01, KHO-FINAL-04).</summary>
    /// <param name="change">How the set is to be changed.</param>
    protected internal virtual Errno CheckOpen(SetChange change) =>
        !IsFinalized || _isCalling ? Errno.None
        : change == SetChange.Removal ? Refusal(Errno.EBUSY, "KHO-FINAL-04")
        : Refusal(Errno.EBUSY, "KHO-FINAL-01");

    /// <summary>Whether it may be triggered by hand: only when LUO does not (KHO-FINAL-03).</summary>
    protected internal virtual Errno CheckManual() =>
        Kernel.Luo is null ? Errno.None : Refusal(Errno.EPERM, "KHO-FINAL-03");

    /// <summary>Completes the handover by hand.</summary>
    /// <returns>Success, or the error of a notifier, and nothing is finalized (KHO-FINAL-06).</returns>
    protected internal virtual Errno Complete() => Call(Chain.CallFinalize);

    /// <summary>Takes the completed handover back.</summary>
    /// <returns>Success, or the error of a notifier, and it stays finalized (KHO-FINAL-07).</returns>
    protected internal virtual Errno TakeBack() => Call(Chain.CallAbort);

    /// <summary>Drops what was built (KHO-FINAL-02).</summary>
    protected internal virtual void Drop() => IsFinalized = false;

    /// <summary>A notifier preserves a folio while it is told that the handover is completed (KHO-FINAL-09).</summary>
    /// <param name="page">Its first page.</param>
    protected internal virtual Errno PreserveInCallback(int page) => Kernel.Outgoing!.PreserveFolio(page);

    /// <summary>A notifier takes a folio out while it is told that the handover does not happen (KHO-FINAL-09).</summary>
    /// <param name="page">Its first page.</param>
    protected internal virtual void UnpreserveInCallback(int page) => Kernel.Outgoing!.UnpreserveFolio(page);

    private Errno Call(Func<Errno> chain)
    {
        _isCalling = true;
        Errno error = chain();
        _isCalling = false;
        return error;
    }

    private Errno Check() => Kernel.Outgoing is null ? Errno.EOPNOTSUPP : CheckManual();

    private Errno Finalized()
    {
        if (IsFinalized)
        {
            return Refusal(Errno.EEXIST, "KHO-FINAL-03");
        }

        Errno error = Complete();
        IsFinalized |= error == Errno.None;
        return error;
    }

    private Errno Aborted()
    {
        if (!IsFinalized)
        {
            return Refusal(Errno.ENOENT, "KHO-FINAL-03");
        }

        Errno error = TakeBack();
        if (error == Errno.None)
        {
            Drop();
        }

        return error;
    }

    private Errno Register(RegisterNotifier register)
    {
        if (Kernel.Outgoing is null)
        {
            return Refusal(Errno.EOPNOTSUPP, "language: kho.register_notifier");
        }

        var notifier = new ScriptedNotifier(Kernel, this, register);
        _notifiers.Add(register.Result, notifier);
        Chain.Register(notifier);
        return Errno.None;
    }

    private Errno Unregister(Handle handle)
    {
        Errno error = Find(handle, out ScriptedNotifier? notifier);
        if (error != Errno.None)
        {
            return error;
        }

        if (!Chain.Contains(notifier!))
        {
            return Refusal(Errno.EINVAL, "language: kho.unregister_notifier");
        }

        Chain.Unregister(notifier!);
        return Errno.None;
    }

    private Errno Script(ScriptNotifier script)
    {
        Errno error = Find(script.Notifier, out ScriptedNotifier? notifier);
        if (error == Errno.None && !script.Folio.IsNone)
        {
            error = Kernel.Probe?.FindFolio(script.Folio, out _) ?? Errno.EBADF;
        }

        if (error == Errno.None)
        {
            notifier!.Set(script);
        }

        return error;
    }

    private Errno Find(Handle handle, out ScriptedNotifier? notifier)
    {
        notifier = null;
        return Kernel.Outgoing is null ? Refusal(Errno.EOPNOTSUPP, "language: kho.unregister_notifier")
            : _notifiers.TryGetValue(handle, out notifier) ? Errno.None
            : Refusal(Errno.EBADF, "language: kho.unregister_notifier");
    }
}
