using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>FINISH whose copy-out fails finishes nothing.</summary>
[Mutation("finish-copy-out-undone", "FINISH whose copy-out fails finishes nothing.")]
[Breaks("LUO-FILE-21", "LUO-FILE-10")]
internal sealed class CopyOutUndoesFinish(IMachine inner) : TamperedMachine(inner)
{
    private ulong _copyOutsLeft;

    protected override Outcome Answer(Operation operation)
    {
        if (
            operation is Ioctl { Command: LuoCommand.Finish, Place: ArgumentPlace.Readonly, Length: 8 } raw
            && Handles.KindOf(raw.Target) == OpenKind.Incoming
            && RawArgument.Size(raw) == 8
            && RawArgument.Second(raw) == 0
        )
        {
            return Outcome.Refused(Errno.EFAULT, new FieldValue(Field.Touched, 0));
        }

        if (
            _copyOutsLeft == 1
            && operation is FinishSession { Reserved: 0 } finish
            && Handles.KindOf(finish.Session) == OpenKind.Incoming
        )
        {
            // Another command takes the fault, and nothing is finished.
            _copyOutsLeft = 0;
            return Below(new GetName(finish.Session));
        }

        Outcome outcome = Below(operation);
        if (operation is Inject inject)
        {
            _copyOutsLeft = inject.CopyOut ?? 0;
        }
        else if (operation is Kexec or Reboot or ColdBoot && outcome.IsOk)
        {
            _copyOutsLeft = 0;
        }
        else if (_copyOutsLeft > 0 && UnheardCommand.HasTried(operation, outcome))
        {
            _copyOutsLeft--;
        }

        return outcome;
    }
}
