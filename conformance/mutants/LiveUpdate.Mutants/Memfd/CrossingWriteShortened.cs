using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A write that crosses the end of a preserved file writes what fits, and returns its length.</summary>
[Mutation(
    "memfd-crossing-write-shortened",
    "A write that crosses the end of a preserved file writes what fits, and returns its length."
)]
[Breaks("MEMFD-07")]
internal sealed class CrossingWriteShortened(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is WriteFile { At: { } at } write
            && outcome.Errno == Errno.EPERM
            && Handles.IsPreserved(write.Target)
            && Below(new Stat(write.Target)).TryGet(Field.Size, out FieldValue size)
            && at < size.Number
            ? Below(write with { Len = size.Number - at })
            : outcome;
    }
}
