using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A size that reaches beyond readable memory is E2BIG.</summary>
[Mutation("ioctl-unreadable-excess-accepted", "A size that reaches beyond readable memory is E2BIG.")]
[Breaks("LUO-IOC-09", "LUO-IOC-01", "LUO-IOC-02")]
internal sealed class UnreadableExcessAccepted(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl { Place: ArgumentPlace.Mapped, Length: >= 4 } raw
            && outcome.Errno == Errno.EFAULT
            && Handles.IsBound(raw.Target)
            ? Outcome.Refused(Errno.E2BIG, outcome.Fields)
            : outcome;
    }
}
