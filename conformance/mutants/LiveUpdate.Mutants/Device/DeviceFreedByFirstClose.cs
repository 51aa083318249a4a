using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Closing one descriptor of the device makes it free, though a copy is still open.</summary>
[Mutation(
    "device-freed-by-first-close",
    "Closing one descriptor of the device makes it free, though a copy is still open."
)]
[Breaks("LUO-DEV-02")]
internal sealed class DeviceFreedByFirstClose(IMachine inner) : TamperedMachine(inner)
{
    private bool _isFree;

    protected override Outcome Answer(Operation operation)
    {
        if (operation is Close close && Handles.Find(close.Target) is { Kind: OpenKind.Device, Handles.Count: > 1 })
        {
            _isFree = true;
        }

        Outcome outcome = Below(operation);
        if (operation is not OpenDevice || outcome.Errno != Errno.EBUSY || !_isFree)
        {
            return outcome;
        }

        _isFree = false;
        return Handles.Files.Find(static file => file.Kind == OpenKind.Device) is { } device
            ? Below(new Dup(operation.Result, device.Handles[0]))
            : outcome;
    }
}
