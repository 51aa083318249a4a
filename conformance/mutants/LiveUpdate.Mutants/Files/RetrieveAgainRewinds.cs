using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Retrieving a file again sets its position back to the start.</summary>
[Mutation("retrieve-again-rewinds", "Retrieving a file again sets its position back to the start.")]
[Breaks("LUO-FILE-08")]
internal sealed class RetrieveAgainRewinds(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        bool isKnown =
            operation is RetrieveFd retrieve
            && Handles.Find(retrieve.Session) is { } session
            && session.Retrieved.ContainsKey(retrieve.Token);
        Outcome outcome = Below(operation);
        if (isKnown && outcome.IsOk)
        {
            Below(new Seek(operation.Result, 0));
        }

        return outcome;
    }
}
