using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A write behind the end of a preserved file writes nothing and returns 0.</summary>
[Mutation("memfd-write-behind-end-ignored", "A write behind the end of a preserved file writes nothing and returns 0.")]
[Breaks("MEMFD-25", "MEMFD-07", "MEMFD-06")]
internal sealed class WriteBehindEndIgnored(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is WriteFile { At: { } at } write
            && outcome.Errno == Errno.EPERM
            && Handles.IsPreserved(write.Target)
            && Below(new Stat(write.Target)).TryGet(Field.Size, out FieldValue size)
            && at >= size.Number
            && size.Number > 0
            ? Outcome.Success(Field.Len, 0)
            : outcome;
    }
}
