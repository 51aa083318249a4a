using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD whose copy-out fails preserves nothing.</summary>
[Mutation("preserve-copy-out-undone", "PRESERVE_FD whose copy-out fails preserves nothing.")]
[Breaks("LUO-FILE-19")]
internal sealed class CopyOutUndoesPreserve(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is Ioctl { Command: LuoCommand.PreserveFd, Place: ArgumentPlace.Readonly, Length: 16 } raw
        && Handles.KindOf(raw.Target) == OpenKind.Outgoing
        && Handles.KindOf(raw.File) == OpenKind.File
        && raw.Argument.Length >= 4
        && BitConverter.ToUInt32(raw.Argument.Span) == 16
        && !Handles.IsPreserved(raw.File)
            ? Outcome.Refused(Errno.EFAULT, new FieldValue(Field.Touched, 0))
            : Below(operation);
}
