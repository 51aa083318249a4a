using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Retrieving a file again opens it anew, with a position of its own.</summary>
[Mutation("retrieve-again-opens-anew", "Retrieving a file again opens it anew, with a position of its own.")]
[Breaks("LUO-FILE-08")]
internal sealed class RetrieveAgainOpensAnew(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        if (
            operation is RetrieveFd retrieve
            && Handles.Find(retrieve.Session) is { Kind: OpenKind.Incoming, IsFinished: false } session
            && session.Retrieved.TryGetValue(retrieve.Token, out OpenFile? file)
            && file.Handles.Count > 0
        )
        {
            return Below(new Reopen(operation.Result, file.Handles[0]));
        }

        return Below(operation);
    }
}
