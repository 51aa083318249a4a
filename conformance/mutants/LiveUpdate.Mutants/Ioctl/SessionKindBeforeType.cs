using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A session looks at what kind it is before it compares the whole command.</summary>
[Mutation("ioctl-session-kind-before-type", "A session looks at what kind it is before it compares the whole command.")]
[Breaks("LUO-IOC-02")]
internal sealed class SessionKindBeforeType(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl raw
            && outcome.Errno == Errno.ENOTTY
            && (Handles.KindOf(raw.Target), raw.Command & 0xff)
                is
                    (OpenKind.Incoming, 0x40)
                    or
                    (OpenKind.Outgoing, 0x41 or 0x42)
            ? Outcome.Refused(Errno.EINVAL, outcome.Fields)
            : outcome;
    }
}
