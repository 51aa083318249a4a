using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A live update command on a descriptor that is neither device nor session is EINVAL.</summary>
[Mutation(
    "ioctl-foreign-fd-einval",
    "A live update command on a descriptor that is neither device nor session is EINVAL."
)]
[Breaks("LUO-IOC-10", "LUO-IOC-06", "LUO-IOC-01", "LUO-IOC-02")]
internal sealed class ForeignDescriptorEinval(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return outcome.Errno == Errno.ENOTTY && IsForeign(operation)
            ? Outcome.Refused(Errno.EINVAL, outcome.Fields)
            : outcome;
    }

    private bool IsForeign(Operation operation)
    {
        Handle target = operation switch
        {
            CreateSession create => create.Device,
            RetrieveSession retrieve => retrieve.Device,
            PreserveFd preserve => preserve.Session,
            RetrieveFd retrieve => retrieve.Session,
            FinishSession finish => finish.Session,
            GetName name => name.Session,
            Ioctl raw => raw.Target,
            _ => Handle.None,
        };
        return Handles.KindOf(target) is OpenKind.File or OpenKind.Retrieved or OpenKind.Special;
    }
}
