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
            && raw.Argument.Length >= 4
            && BitConverter.ToUInt32(raw.Argument.Span) == 71
            ? Below(raw with { Argument = WithSize72(raw.Argument) })
            : outcome;
    }

    private static ByteString WithSize72(ByteString argument)
    {
        byte[] bytes = argument.Span.ToArray();
        bytes[0] = 72;
        return new ByteString(bytes);
    }
}
