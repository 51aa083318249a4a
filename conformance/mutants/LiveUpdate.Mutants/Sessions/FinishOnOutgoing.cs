using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>FINISH succeeds on an outgoing session.</summary>
[Mutation("HL-06-finish-on-outgoing", "FINISH succeeds on an outgoing session.", History = "HL-06")]
[Breaks("LUO-SESS-08")]
internal sealed class FinishOnOutgoing(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is FinishSession { Reserved: 0 } finish && Handles.KindOf(finish.Session) == OpenKind.Outgoing
            ? Outcome.Ok
            : Below(operation);
}
