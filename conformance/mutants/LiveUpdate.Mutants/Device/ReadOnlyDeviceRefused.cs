using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Device commands are refused on a device that is not opened for writing.</summary>
[Mutation("device-read-only-refused", "Device commands are refused on a device that is not opened for writing.")]
[Breaks("LUO-DEV-05", "LUO-SESS-01")]
internal sealed class ReadOnlyDeviceRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is CreateSession create && Handles.Find(create.Device) is { Origin: OpenDevice { Flags: 0 } }
            ? Refuse(operation, Errno.EACCES)
            : Below(operation);
}
