using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>No seal at all can be added to a preserved file.</summary>
[Mutation("memfd-seal-refused-while-preserved", "No seal at all can be added to a preserved file.")]
[Breaks("MEMFD-22", "MEMFD-10")]
internal sealed class ShrinkSealRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        if (
            operation is AddSeals { Seals: 2 or 4 } seals
            && Handles.Find(seals.Target) is { Kind: OpenKind.File, ReopenFlags: 2 }
            && Handles.IsPreserved(seals.Target)
            && Below(new GetSeals(seals.Target)).TryGet(Field.Seals, out FieldValue now)
            && (now.Number & 1) == 0
        )
        {
            return Outcome.Refused(Errno.EBUSY);
        }

        return Below(operation);
    }
}
