using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A command with a name whose copy-out fails leaves something behind, so that the name is refused from then on.</summary>
/// <param name="inner">The machine below, which is correct.</param>
/// <param name="command">The command.</param>
/// <param name="refusal">What the same command with the same name is answered in the rest of the kernel's life.</param>
internal abstract class CopyOutSpoilsName(IMachine inner, ulong command, Errno refusal) : TamperedMachine(inner)
{
    private readonly HashSet<ByteString> _spoilt = [];

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case CreateSession or RetrieveSession or Ioctl when UnheardCommand.Of(operation, outcome) == command:
                _spoilt.Add(UnheardCommand.NameOf(operation));
                return outcome;
            case CreateSession
            or RetrieveSession
                when outcome.IsOk
                    && operation is CreateSession == (command == LuoCommand.CreateSession)
                    && _spoilt.Contains(UnheardCommand.NameOf(operation)):
                return Withdraw(operation, refusal);
            case Kexec or ColdBoot or Reboot when outcome.IsOk:
                _spoilt.Clear();
                return outcome;
            default:
                return outcome;
        }
    }
}
