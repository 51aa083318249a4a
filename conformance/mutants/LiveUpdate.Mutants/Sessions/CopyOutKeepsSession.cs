using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION whose copy-out fails leaves its session behind: the name is taken.</summary>
[Mutation(
    "HL-32-copy-out-keeps-session",
    "CREATE_SESSION whose copy-out fails leaves its session behind: the name is taken.",
    History = "HL-32"
)]
[Breaks("LUO-SESS-14", "LUO-IOC-05", "LUO-SESS-02")]
internal sealed class CopyOutKeepsSession(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<ByteString> _left = [];

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case Ioctl { Command: LuoCommand.CreateSession, Place: ArgumentPlace.Readonly } raw
                when outcome.Errno == Errno.EFAULT:
                _left.Add(RawArgument.Name(raw));
                return outcome;
            case CreateSession create when outcome.IsOk && _left.Contains(create.Name.UpToNul()):
                return Withdraw(operation, Errno.EEXIST);
            case Kexec or ColdBoot or Reboot when outcome.IsOk:
                _left.Clear();
                return outcome;
            default:
                return outcome;
        }
    }
}
