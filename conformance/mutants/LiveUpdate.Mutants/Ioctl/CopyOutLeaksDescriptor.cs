using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A copy-out that fails keeps the descriptor number that was set aside.</summary>
[Mutation(
    "HL-32-copy-out-leaks-fd",
    "A copy-out that fails keeps the descriptor number that was set aside.",
    History = "HL-32"
)]
[Breaks("LUO-IOC-05")]
internal sealed class CopyOutLeaksDescriptor(IMachine inner) : TamperedMachine(inner)
{
    private ulong _leaked;

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case CreateSession
            or RetrieveFd
            or Ioctl when UnheardCommand.Of(operation, outcome) is LuoCommand.CreateSession or LuoCommand.RetrieveFd:
                _leaked++;
                return outcome;
            case Die or Kexec or ColdBoot:
                _leaked = 0;
                return outcome;
            case CountFds:
                return Change(outcome, Field.Count, count => count + _leaked);
            default:
                return outcome;
        }
    }
}
