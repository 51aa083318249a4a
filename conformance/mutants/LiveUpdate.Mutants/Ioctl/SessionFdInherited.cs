using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Session descriptors come without FD_CLOEXEC.</summary>
[Mutation("ioctl-session-fd-inherited", "Session descriptors come without FD_CLOEXEC.")]
[Breaks("LUO-IOC-05")]
internal sealed class SessionFdInherited(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return operation is GetFlags flags && Handles.KindOf(flags.Target) is OpenKind.Outgoing or OpenKind.Incoming
            ? Change(outcome, Field.Descriptor, static _ => 0)
            : outcome;
    }
}
