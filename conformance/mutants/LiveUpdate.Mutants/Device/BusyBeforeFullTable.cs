using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Opening the device in use looks at the device before the descriptor table: EBUSY comes before EMFILE.</summary>
[Mutation(
    "device-busy-before-emfile",
    "Opening the device in use looks at the device before the descriptor table: EBUSY comes before EMFILE."
)]
[Breaks("LUO-DEV-06", "LUO-DEV-02")]
internal sealed class BusyBeforeFullTable(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is OpenDevice
            && outcome.Errno == Errno.EMFILE
            && Handles.Files.Exists(static file => file.Kind == OpenKind.Device)
            ? Outcome.Refused(Errno.EBUSY)
            : outcome;
    }
}
