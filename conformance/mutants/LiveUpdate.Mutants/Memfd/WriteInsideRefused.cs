using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>While a file is preserved, every write to it is EPERM.</summary>
[Mutation("memfd-write-inside-refused", "While a file is preserved, every write to it is EPERM.")]
[Breaks("MEMFD-06", "MEMFD-23")]
internal sealed class WriteInsideRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is WriteFile { Len: > 0 } write
        && Handles.KindOf(write.Target) is OpenKind.File or OpenKind.Retrieved
        && Handles.IsPreserved(write.Target)
        && (Handles.Find(write.Target)!.ReopenFlags & 3) != 0
            ? Outcome.Refused(Errno.EPERM)
            : Below(operation);
}
