using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>FINISH gives back the pages of files that were retrieved.</summary>
[Mutation(
    "HM-16-finish-empties-retrieved",
    "FINISH gives back the pages of files that were retrieved.",
    History = "HM-16"
)]
[Breaks("LUO-FILE-10", "MEMFD-13")]
internal sealed class FinishEmptiesRetrieved(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        KnownFile? session = operation is FinishSession finish ? Handles.Find(finish.Session) : null;
        bool isFirst = session is { IsFinished: false };
        Outcome outcome = Below(operation);
        if (isFirst && outcome.IsOk)
        {
            foreach (KnownFile file in session!.Retrieved.Values.Where(static file => file.Handles.Count > 0))
            {
                Below(new Fallocate(file.Handles[0], 3, 0, 1UL << 40));
            }
        }

        return outcome;
    }
}
