using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A reboot that comes back has serialized the sessions and leaves live update locked.</summary>
[Mutation(
    "HL-12-preserve-context-locks",
    "A reboot that comes back has serialized the sessions and leaves live update locked.",
    History = "HL-12"
)]
[Breaks("LUO-REBOOT-05")]
internal sealed class PreserveContextLocks(IMachine inner) : TamperedMachine(inner)
{
    private bool _comesBack;
    private bool _isLocked;

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case Load { Kind: not ImageKind.Crash } load:
                Outcome loaded = Below(operation);
                _comesBack = loaded.IsOk ? load.Kind == ImageKind.Preserve : _comesBack;
                return loaded;
            case Unload:
                _comesBack = false;
                return Below(operation);
            case Kexec or Reboot:
                Outcome outcome = Below(operation);
                _isLocked = outcome.IsOk && _comesBack;
                return outcome;
            case ColdBoot:
                _isLocked = _comesBack = false;
                return Below(operation);
            case CreateSession when _isLocked:
                return Refuse(operation, Errno.EBUSY);
            default:
                return Below(operation);
        }
    }
}
