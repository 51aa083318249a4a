using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The device is only busy for the process that has it open.</summary>
[Mutation("HL-24-busy-per-process", "The device is only busy for the process that has it open.", History = "HL-24")]
[Breaks("LUO-DEV-02")]
internal sealed class DeviceBusyPerProcess(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is OpenDevice open
            && outcome.Errno == Errno.EBUSY
            && Handles.Files.Find(static file => file.Kind == OpenKind.Device) is { } device
            && ((OpenDevice)device.Origin).By != open.By
            ? Below(new Dup(operation.Result, device.Handles[0]))
            : outcome;
    }
}
