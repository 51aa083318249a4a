using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>FINISH of a session without files is ENOENT.</summary>
[Mutation("finish-empty-refused", "FINISH of a session without files is ENOENT.")]
[Breaks("LUO-FILE-26", "LUO-FILE-10")]
internal sealed class EmptyFinishRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is FinishSession { Reserved: 0 } finish
        && Handles.Find(finish.Session) is { Kind: OpenKind.Incoming, Preserved.Count: 0 }
            ? Outcome.Refused(Errno.ENOENT)
            : Below(operation);
}
