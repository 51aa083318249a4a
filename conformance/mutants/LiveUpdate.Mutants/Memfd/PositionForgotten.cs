using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A retrieved file stands at its beginning.</summary>
[Mutation("memfd-position-forgotten", "A retrieved file stands at its beginning.")]
[Breaks("MEMFD-04", "MEMFD-30", "MEMFD-17")]
internal sealed class PositionForgotten(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        bool isFirst =
            operation is RetrieveFd retrieve
            && Handles.Find(retrieve.Session) is { } session
            && !session.Retrieved.ContainsKey(retrieve.Token);
        Outcome outcome = Below(operation);
        if (isFirst && outcome.IsOk)
        {
            Below(new Seek(operation.Result, 0));
        }

        return outcome;
    }
}
