using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A CREATE_SESSION that finds no memory for the descriptor leaves the session behind.</summary>
[Mutation(
    "failed-create-keeps-session",
    "A CREATE_SESSION that finds no memory for the descriptor leaves the session behind."
)]
[Breaks("LUO-SESS-02")]
internal sealed class FailedCreateKeepsSession : Parts
{
    protected override OutgoingSessions CreateOutgoingSessions(Kernel kernel) => new Sessions(kernel);

    private sealed class Sessions(Kernel kernel) : OutgoingSessions(kernel)
    {
        protected override void Close(Session session)
        {
            if (Kernel.Faults.Hit is null or "copyout")
            {
                base.Close(session);
            }
        }
    }
}
