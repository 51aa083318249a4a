using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD whose copy-out fails answers success.</summary>
[Mutation("preserve-copy-out-hidden", "PRESERVE_FD whose copy-out fails answers success.")]
[Breaks("LUO-FILE-19", "LUO-FILE-04")]
internal sealed class CopyOutFailureHidden(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl { Command: LuoCommand.PreserveFd, Place: ArgumentPlace.Readonly } raw
            && outcome.Errno == Errno.EFAULT
            && RawArgument.IsReadable(raw, 16)
            && Handles.KindOf(raw.Target) == OpenKind.Outgoing
            ? Outcome.Success(Field.Arg, raw.Argument)
            : outcome;
    }
}
