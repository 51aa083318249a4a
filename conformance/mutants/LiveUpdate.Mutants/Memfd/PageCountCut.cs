using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The page count of a huge file is cut to 32 bits, and the file accepted.</summary>
[Mutation(
    "HM-06-page-count-cut",
    "The page count of a huge file is cut to 32 bits, and the file accepted.",
    History = "HM-06"
)]
[Breaks("MEMFD-16")]
internal sealed class PageCountCut(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return operation is PreserveFd && outcome.Errno == Errno.EFBIG ? Outcome.Ok : outcome;
    }
}
