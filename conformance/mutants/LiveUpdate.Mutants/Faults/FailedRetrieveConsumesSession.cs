using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A RETRIEVE_SESSION that finds no memory for the descriptor leaves the session marked as retrieved.</summary>
[Mutation(
    "failed-retrieve-consumes-session",
    "A RETRIEVE_SESSION that finds no memory for the descriptor leaves the session marked as retrieved."
)]
[Breaks("LUO-SESS-13")]
internal sealed class FailedRetrieveConsumesSession : Parts
{
    protected override LuoCalls CreateLuoCalls(Kernel kernel) => new Calls(kernel);

    private sealed class Calls(Kernel kernel) : LuoCalls(kernel)
    {
        protected override void KeepRetrievable(Session session)
        {
            if (Kernel.Faults.Hit is null)
            {
                base.KeepRetrievable(session);
            }
        }
    }
}
