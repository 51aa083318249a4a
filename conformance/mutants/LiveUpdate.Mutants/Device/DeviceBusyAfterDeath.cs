using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The device stays busy when the agent that had it open dies.</summary>
[Mutation("device-busy-after-death", "The device stays busy when the agent that had it open dies.")]
[Breaks("LUO-DEV-02")]
internal sealed class DeviceBusyAfterDeath(IMachine inner) : TamperedMachine(inner)
{
    private bool _isHeld;

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case Die when Handles.Files.Exists(static file => file.Kind == OpenKind.Device):
                _isHeld = true;
                return Below(operation);
            case Kexec or ColdBoot or Reboot:
                Outcome booted = Below(operation);
                _isHeld &= !booted.IsOk;
                return booted;
            case OpenDevice when _isHeld:
                return Refuse(operation, Errno.EBUSY);
            default:
                return Below(operation);
        }
    }
}
