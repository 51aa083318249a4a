using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION whose copy-out fails has used the session up.</summary>
[Mutation("copy-out-loses-session", "RETRIEVE_SESSION whose copy-out fails has used the session up.")]
[Breaks("LUO-SESS-15", "LUO-SESS-13")]
internal sealed class CopyOutLosesSession(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<ByteString> _lost = [];

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case Ioctl { Command: LuoCommand.RetrieveSession, Place: ArgumentPlace.Readonly } raw
                when outcome.Errno == Errno.EFAULT && RawArgument.IsReadable(raw, 72):
                _lost.Add(RawArgument.Name(raw));
                return outcome;
            case RetrieveSession retrieve when outcome.IsOk && _lost.Contains(retrieve.Name.UpToNul()):
                return Withdraw(operation, Errno.EINVAL);
            case Kexec or ColdBoot or Reboot when outcome.IsOk:
                _lost.Clear();
                return outcome;
            default:
                return outcome;
        }
    }
}
