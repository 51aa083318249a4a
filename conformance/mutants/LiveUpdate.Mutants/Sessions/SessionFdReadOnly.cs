using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Session descriptors say that they are open for reading only.</summary>
[Mutation("session-fd-read-only", "Session descriptors say that they are open for reading only.")]
[Breaks("LUO-SESS-16", "LUO-IOC-05")]
internal sealed class SessionFdReadOnly(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return operation is GetFlags flags && Handles.KindOf(flags.Target) is OpenKind.Outgoing or OpenKind.Incoming
            ? Change(outcome, Field.Status, static status => status & ~3UL)
            : outcome;
    }
}
