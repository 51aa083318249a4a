using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The device can be opened while it is open.</summary>
[Mutation("device-opened-twice", "The device can be opened while it is open.")]
[Breaks("LUO-DEV-02")]
internal sealed class DeviceOpenedTwice(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is OpenDevice
            && outcome.Errno == Errno.EBUSY
            && Handles.Files.Find(static file => file.Kind == OpenKind.Device) is { } device
            ? Below(new Dup(operation.Result, device.Handles[0]))
            : outcome;
    }
}
