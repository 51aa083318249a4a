using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A reboot that is refused for want of an image has already ended the sessions.</summary>
[Mutation(
    "refused-reboot-drops-sessions",
    "A reboot that is refused for want of an image has already ended the sessions."
)]
[Breaks("LUO-REBOOT-01")]
internal sealed class RefusedRebootClosesSessions(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        if (operation is Reboot && outcome.Errno == Errno.EINVAL)
        {
            foreach (KnownFile session in Handles.Outgoing.ToArray())
            {
                foreach (Handle copy in session.Handles.ToArray())
                {
                    Below(new Close(copy));
                }
            }
        }

        return outcome;
    }
}
