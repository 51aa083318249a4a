using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>In a kernel that nothing was handed to, RETRIEVE_SESSION answers EINVAL.</summary>
[Mutation("boot-nothing-handed-einval", "In a kernel that nothing was handed to, RETRIEVE_SESSION answers EINVAL.")]
[Breaks("LUO-BOOT-03", "LUO-SESS-04")]
internal sealed class ColdBootAnswersEinval(IMachine inner) : TamperedMachine(inner)
{
    private bool _cameByKexec;

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        _cameByKexec = operation switch
        {
            Kexec or Reboot => _cameByKexec || outcome.IsOk,
            ColdBoot => false,
            _ => _cameByKexec,
        };
        return operation is RetrieveSession && outcome.Errno == Errno.ENOENT && !_cameByKexec
            ? Outcome.Refused(Errno.EINVAL)
            : outcome;
    }
}
