using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A session answers an unknown command number with ENOTTY, as other drivers do.</summary>
[Mutation(
    "ioctl-session-unknown-enotty",
    "A session answers an unknown command number with ENOTTY, as other drivers do."
)]
[Breaks("LUO-IOC-06", "LUO-IOC-02", "LUO-IOC-01")]
internal sealed class SessionUnknownNumberEnotty(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl raw
            && Handles.KindOf(raw.Target) is OpenKind.Outgoing or OpenKind.Incoming
            && outcome.Errno == Errno.EINVAL
            && (raw.Command & 0xff) is < 0x40 or > 0x43
            ? Outcome.Refused(Errno.ENOTTY, outcome.Fields)
            : outcome;
    }
}
