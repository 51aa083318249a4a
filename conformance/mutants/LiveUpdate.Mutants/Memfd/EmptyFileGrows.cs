using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A preserved empty file can grow: nothing of it is pinned.</summary>
[Mutation("memfd-empty-file-grows", "A preserved empty file can grow: nothing of it is pinned.")]
[Breaks("MEMFD-32", "MEMFD-06", "MEMFD-18")]
internal sealed class EmptyFileGrows(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Truncate truncate
            && outcome.Errno == Errno.EPERM
            && Handles.IsPreserved(truncate.Target)
            && Below(new GetSeals(truncate.Target)).TryGet(Field.Seals, out FieldValue seals)
            && (seals.Number & 4) == 0
            && Below(new Stat(truncate.Target)).TryGet(Field.Size, out FieldValue size)
            && size.Number == 0
            ? Outcome.Ok
            : outcome;
    }
}
