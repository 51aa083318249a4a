using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The device accepts a size that leaves out the name, and reads the name all the same.</summary>
[Mutation(
    "ioctl-device-short-size-accepted",
    "The device accepts a size that leaves out the name, and reads the name all the same."
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
            && RawArgument.Size(raw) is >= 8 and < 72
            ? Below(RawArgument.WithSize(raw, 72))
            : outcome;
    }
}
