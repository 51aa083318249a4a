using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A write that crosses the end from an earlier window is refused as a whole.</summary>
[Mutation("memfd-spanning-write-refused", "A write that crosses the end from an earlier window is refused as a whole.")]
[Breaks("MEMFD-24", "MEMFD-07")]
internal sealed class SpanningWriteRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        if (
            operation is WriteFile { Len: > 2 << 20 } write
            && Handles.IsPreserved(write.Target)
            && Below(new Stat(write.Target)).TryGet(Field.Size, out FieldValue size)
            && Start(write) is var start
            && start < size.Number
            && start + write.Len > size.Number
            && start >> 21 != size.Number >> 21
            && Handles.Find(write.Target) is { ReopenFlags: 2 }
        )
        {
            return Outcome.Refused(Errno.EPERM);
        }

        return Below(operation);
    }

    private ulong Start(WriteFile write) =>
        write.At
        ?? (Below(new Seek(write.Target, 0, SeekFrom.Cur)).TryGet(Field.Pos, out FieldValue at) ? at.Number : 0);
}
