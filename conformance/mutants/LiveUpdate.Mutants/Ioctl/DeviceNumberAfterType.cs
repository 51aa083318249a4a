using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The device looks at the type of a command before its number: a foreign one is ENOTTY, not EINVAL.</summary>
[Mutation(
    "ioctl-device-type-before-number",
    "The device looks at the type of a command before its number: a foreign one is ENOTTY, not EINVAL."
)]
[Breaks("LUO-IOC-06", "LUO-IOC-01", "LUO-IOC-02")]
internal sealed class DeviceNumberAfterType(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl raw
            && Handles.KindOf(raw.Target) == OpenKind.Device
            && outcome.Errno == Errno.EINVAL
            && (raw.Command & 0xff) > 1
            && raw.Command >> 8 != 0xba
            ? Outcome.Refused(Errno.ENOTTY, outcome.Fields)
            : outcome;
    }
}
