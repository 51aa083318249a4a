using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Closing the device ends the sessions that were made through it.</summary>
[Mutation(
    "HL-24-close-ends-sessions",
    "Closing the device ends the sessions that were made through it.",
    History = "HL-24"
)]
[Breaks("LUO-DEV-03", "LUO-SESS-10", "MEMFD-07")]
internal sealed class DeviceCloseEndsSessions(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        if (operation is Close close && Handles.Find(close.Target) is { Kind: OpenKind.Device, Handles.Count: 1 })
        {
            foreach (KnownFile session in Handles.Outgoing.ToArray())
            {
                foreach (Handle copy in session.Handles.ToArray())
                {
                    Below(new Close(copy));
                }
            }
        }

        return Below(operation);
    }
}
