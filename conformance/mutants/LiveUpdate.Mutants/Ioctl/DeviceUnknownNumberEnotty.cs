using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The device answers an unknown command number with ENOTTY, as other drivers do.</summary>
[Mutation(
    "ioctl-device-unknown-enotty",
    "The device answers an unknown command number with ENOTTY, as other drivers do."
)]
[Breaks("LUO-IOC-06", "LUO-IOC-01", "LUO-IOC-02")]
internal sealed class DeviceUnknownNumberEnotty(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl raw
            && Handles.KindOf(raw.Target) == OpenKind.Device
            && outcome.Errno == Errno.EINVAL
            && (raw.Command & 0xff) > 1
            ? Outcome.Refused(Errno.ENOTTY, outcome.Fields)
            : outcome;
    }
}
