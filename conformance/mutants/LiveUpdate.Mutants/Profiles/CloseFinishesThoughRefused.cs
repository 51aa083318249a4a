using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A close that a handler refuses finishes the session all the same.</summary>
[Mutation(
    "close-finishes-though-refused",
    "A close that a handler refuses finishes the session all the same.",
    Profile = "finish-on-close"
)]
[SeenInKernel]
[Breaks("LUO-CLOSE-03")]
internal sealed class CloseFinishesThoughRefused : FinishOnCloseParts
{
    protected override Errno Refuse(IncomingSessions sessions, Session session)
    {
        LetGoUnasked(sessions, session);
        return base.Refuse(sessions, session);
    }
}
