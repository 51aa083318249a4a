using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Open sessions keep the device busy after it was closed.</summary>
[Mutation("device-held-by-sessions", "Open sessions keep the device busy after it was closed.")]
[Breaks("LUO-DEV-02", "LUO-DEV-03")]
internal sealed class SessionsHoldDevice(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is OpenDevice
        && Handles.Files.Exists(static file => file.Kind is OpenKind.Outgoing or OpenKind.Incoming)
            ? Refuse(operation, Errno.EBUSY)
            : Below(operation);
}
