using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>FINISH whose copy-out fails finishes nothing.</summary>
[Mutation("finish-copy-out-undone", "FINISH whose copy-out fails finishes nothing.")]
[Breaks("LUO-FILE-21", "LUO-FILE-10")]
internal sealed class CopyOutUndoesFinish(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is Ioctl { Command: LuoCommand.Finish, Place: ArgumentPlace.Readonly, Length: 8 } raw
        && Handles.KindOf(raw.Target) == OpenKind.Incoming
        && RawArgument.Size(raw) == 8
        && RawArgument.Second(raw) == 0
            ? Outcome.Refused(Errno.EFAULT, new FieldValue(Field.Touched, 0))
            : Below(operation);
}
