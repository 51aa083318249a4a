using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>After a reboot was refused for want of an image, PRESERVE_FD stays locked out.</summary>
[Mutation("refused-reboot-locks", "After a reboot was refused for want of an image, PRESERVE_FD stays locked out.")]
[Breaks("LUO-REBOOT-01")]
internal sealed class RefusedRebootLocksFiles(IMachine inner) : TamperedMachine(inner)
{
    private bool _isLocked;

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome =
            operation is PreserveFd preserve
            && _isLocked
            && Handles.CanPreserve(preserve)
            && Handles.Find(preserve.File) is { Origin: CreateMemfd { Flags: < 4 } }
                ? Outcome.Refused(Errno.EBUSY)
                : Below(operation);
        _isLocked = operation switch
        {
            Reboot => outcome.Errno == Errno.EINVAL,
            Kexec or ColdBoot => false,
            _ => _isLocked,
        };
        return outcome;
    }
}
