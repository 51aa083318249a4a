using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_FD with an unknown token gives the first file of the session.</summary>
[Mutation("retrieve-unknown-gives-first", "RETRIEVE_FD with an unknown token gives the first file of the session.")]
[Breaks("LUO-FILE-07")]
internal sealed class UnknownTokenGivesFirst(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is RetrieveFd retrieve
            && outcome.Errno == Errno.ENOENT
            && Handles.Find(retrieve.Session)
                is { Kind: OpenKind.Incoming, IsFinished: false, Preserved.Count: > 0 } session
            ? Below(retrieve with { Token = session.Preserved[0].Token })
            : outcome;
    }
}
