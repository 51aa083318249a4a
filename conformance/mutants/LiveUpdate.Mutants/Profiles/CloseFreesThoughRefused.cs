using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A close that is refused lets go of the session all the same.</summary>
[Mutation(
    "close-frees-though-refused",
    "A close that is refused lets go of the session all the same.",
    Profile = "finish-on-close"
)]
[Breaks("LUO-CLOSE-02")]
internal sealed class CloseFreesThoughRefused : FinishOnCloseParts
{
    protected override Errno Keep(IncomingSessions sessions, Session session)
    {
        LetGo(sessions, session);
        return base.Keep(sessions, session);
    }
}
