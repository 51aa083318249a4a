using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Closing the device ends the sessions that were made through it.</summary>
[Mutation(
    "HL-24-close-ends-sessions",
    "Closing the device ends the sessions that were made through it.",
    History = "HL-24"
)]
[Breaks("LUO-DEV-03")]
internal sealed class DeviceCloseEndsSessions(IMachine inner) : TamperedMachine(inner)
{
    private ulong _ended;

    protected override Outcome Answer(Operation operation)
    {
        if (operation is CountFds)
        {
            // The descriptors are still there, though nothing is behind them.
            return Change(Below(operation), Field.Count, count => count + _ended);
        }

        if (operation is Die or Kexec or Reboot or ColdBoot)
        {
            _ended = 0;
        }

        if (operation is Close close && Handles.Find(close.Target) is { Kind: OpenKind.Device, Handles.Count: 1 })
        {
            foreach (KnownFile session in Handles.Outgoing.ToArray())
            {
                foreach (Handle copy in session.Handles.ToArray())
                {
                    Below(new Close(copy));
                    _ended++;
                }
            }
        }

        return Below(operation);
    }
}
