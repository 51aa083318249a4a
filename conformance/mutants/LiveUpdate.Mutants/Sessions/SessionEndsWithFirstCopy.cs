using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A session ends when the first of its descriptors is closed.</summary>
[Mutation("session-ends-with-first-copy", "A session ends when the first of its descriptors is closed.")]
[Breaks("LUO-SESS-10", "LUO-SESS-04")]
internal sealed class SessionEndsWithFirstCopy(IMachine inner) : TamperedMachine(inner)
{
    private ulong _ended;

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case Close close
                when Handles.Find(close.Target) is { Kind: OpenKind.Outgoing or OpenKind.Incoming } session:
                foreach (Handle copy in session.Handles.Where(copy => copy != close.Target).ToArray())
                {
                    Below(new Close(copy));
                    _ended++;
                }

                return Below(operation);
            case CountFds:
                // The other descriptors are still there, though nothing is behind them.
                return Change(Below(operation), Field.Count, count => count + _ended);
            case Die or Kexec or Reboot or ColdBoot:
                _ended = 0;
                return Below(operation);
            default:
                return Below(operation);
        }
    }
}
