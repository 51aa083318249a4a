using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Bytes behind an argument of the least size must be zero too.</summary>
[Mutation("ioctl-bytes-behind-size-read", "Bytes behind an argument of the least size must be zero too.")]
[Breaks("LUO-IOC-01")]
internal sealed class BytesBehindSizeRead(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is Ioctl { Place: ArgumentPlace.Mapped } raw
        && RawArgument.Size(raw) == 72
        && raw.Argument.Length > 72
        && Handles.KindOf(raw.Target) == OpenKind.Device
            ? Below(RawArgument.WithSize(raw, (uint)raw.Argument.Length))
            : Below(operation);
}
