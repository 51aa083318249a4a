using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>SEAL_WRITE can be added to a preserved file, though its pages are pinned.</summary>
[Mutation(
    "memfd-write-sealed-while-preserved",
    "SEAL_WRITE can be added to a preserved file, though its pages are pinned."
)]
[Breaks("MEMFD-22")]
internal sealed class WriteSealedWhilePreserved(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return operation is AddSeals seals && outcome.Errno == Errno.EBUSY && Handles.IsPreserved(seals.Target)
            ? Outcome.Ok
            : outcome;
    }
}
