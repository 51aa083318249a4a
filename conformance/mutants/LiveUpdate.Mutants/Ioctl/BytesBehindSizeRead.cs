using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Bytes behind the size that the caller gave must be zero too.</summary>
[Mutation("ioctl-bytes-behind-size-read", "Bytes behind the size that the caller gave must be zero too.")]
[Breaks("LUO-IOC-01")]
internal sealed class BytesBehindSizeRead(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is Ioctl { Place: ArgumentPlace.Mapped } raw
        && RawArgument.Size(raw) is var size and >= 72
        && raw.Argument.Length > size
        && Handles.KindOf(raw.Target) == OpenKind.Device
            ? Below(RawArgument.WithSize(raw, (uint)raw.Argument.Length))
            : Below(operation);
}
