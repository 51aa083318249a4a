using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The device accepts a size of 71: it takes the name to need no terminator in the argument.</summary>
[Mutation(
    "ioctl-device-short-size-accepted",
    "The device accepts a size of 71: it takes the name to need no terminator in the argument."
)]
[Breaks("LUO-IOC-01")]
internal sealed class DeviceShortSizeAccepted(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl { Place: ArgumentPlace.Mapped, Length: >= 72 } raw
            && outcome.Errno == Errno.EINVAL
            && Handles.KindOf(raw.Target) == OpenKind.Device
            && RawArgument.Size(raw) == 71
            ? Below(RawArgument.WithSize(raw, 72))
            : outcome;
    }
}
