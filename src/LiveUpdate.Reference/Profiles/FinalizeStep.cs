using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>A KHO with a finalize step: LUO drives it inside reboot, or, with LUO off, whoever runs the machine (D1.3, D5.3).</summary>
public class FinalizeStep : KernelObjects
{
    /// <summary>Nothing is finalized.</summary>
    /// <param name="kernel">The kernel.</param>
    public FinalizeStep(Kernel kernel)
        : base(kernel) { }

    /// <summary>Whether it was finalized by hand.</summary>
    protected bool IsFinalized { get; set; }

    /// <summary>What was not finalized is not handed over, and LUO finalizes by itself (KHO-FINAL-02, KHO-FINAL-03).</summary>
    public override bool HandsOver => Kernel.Luo is not null || IsFinalized;

    /// <inheritdoc/>
    protected override bool HasVersions => false;

    /// <inheritdoc/>
    public override bool Has(Verb verb) => verb is Verb.KhoFinalize or Verb.KhoAbort || base.Has(verb);

    /// <inheritdoc/>
    public override Outcome Execute(Operation operation, Session? session) =>
        operation switch
        {
            KhoFinalize => Answer(Check() is var error && error != Errno.None ? error : Finalized()),
            KhoAbort => Answer(Check() is var error && error != Errno.None ? error : Aborted()),
            _ => base.Execute(operation, session),
        };

    /// <inheritdoc/>
    protected internal override Errno CheckOpen() => CheckOpen(SetChange.Folio);

    /// <summary>What is finalized is complete, and stays so (KHO-FINAL-01, KHO-FINAL-04).</summary>
    /// <param name="change">How the set is to be changed.</param>
    protected internal virtual Errno CheckOpen(SetChange change) =>
        !IsFinalized ? Errno.None
        : change == SetChange.Removal ? Refusal(Errno.EBUSY, "KHO-FINAL-04")
        : Refusal(Errno.EBUSY, "KHO-FINAL-01");

    /// <summary>Whether it may be triggered by hand: only when LUO does not (KHO-FINAL-03).</summary>
    protected internal virtual Errno CheckManual() =>
        Kernel.Luo is null ? Errno.None : Refusal(Errno.EPERM, "KHO-FINAL-03");

    /// <summary>Drops what was built (KHO-FINAL-02).</summary>
    protected internal virtual void Drop() => IsFinalized = false;

    private Errno Check() => Kernel.Outgoing is null ? Errno.EOPNOTSUPP : CheckManual();

    private Errno Finalized()
    {
        if (IsFinalized)
        {
            return Refusal(Errno.EEXIST, "KHO-FINAL-03");
        }

        IsFinalized = true;
        return Errno.None;
    }

    private Errno Aborted()
    {
        if (!IsFinalized)
        {
            return Refusal(Errno.ENOENT, "KHO-FINAL-03");
        }

        Drop();
        return Errno.None;
    }
}
