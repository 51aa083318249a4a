using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Files can only be retrieved in the order in which they were preserved.</summary>
[Mutation("retrieve-in-order-only", "Files can only be retrieved in the order in which they were preserved.")]
[Breaks("LUO-FILE-06")]
internal sealed class RetrieveInOrderOnly(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        if (
            operation is not RetrieveFd retrieve
            || Handles.Find(retrieve.Session) is not { Kind: OpenKind.Incoming, IsFinished: false } session
            || session.Retrieved.ContainsKey(retrieve.Token)
        )
        {
            return Below(operation);
        }

        int place = session.Preserved.FindIndex(kept => kept.Token == retrieve.Token);
        return place > session.Retrieved.Count ? Refuse(operation, Errno.ENOENT) : Below(operation);
    }
}
