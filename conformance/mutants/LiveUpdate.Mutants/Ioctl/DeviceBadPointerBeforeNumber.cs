using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The device reads the size before it looks at the command number: EFAULT comes before EINVAL.</summary>
[Mutation(
    "ioctl-device-pointer-before-number",
    "The device reads the size before it looks at the command number: EFAULT comes before EINVAL."
)]
[Breaks("LUO-IOC-06", "LUO-IOC-01", "LUO-IOC-02")]
internal sealed class DeviceBadPointerBeforeNumber(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl { Place: ArgumentPlace.Null or ArgumentPlace.Unmapped } raw
            && Handles.KindOf(raw.Target) == OpenKind.Device
            && outcome.Errno == Errno.EINVAL
            ? Outcome.Refused(Errno.EFAULT, outcome.Fields)
            : outcome;
    }
}
