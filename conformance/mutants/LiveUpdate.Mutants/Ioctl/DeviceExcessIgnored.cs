using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The device ignores what stands behind the struct in a larger argument.</summary>
[Mutation("ioctl-device-excess-ignored", "The device ignores what stands behind the struct in a larger argument.")]
[Breaks("LUO-IOC-01")]
internal sealed class DeviceExcessIgnored(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl raw
            && outcome.Errno == Errno.E2BIG
            && Handles.KindOf(raw.Target) == OpenKind.Device
            && raw.Argument.Length > 72
            ? Below(raw with { Argument = new ByteString(raw.Argument.Span[..72]) })
            : outcome;
    }
}
