using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Closing a session gives its name free, and leaves its files preserved.</summary>
[Mutation("session-close-leaves-frozen", "Closing a session gives its name free, and leaves its files preserved.")]
[Breaks("LUO-SESS-02", "MEMFD-08", "LUO-FILE-03", "LUO-SESS-21", "LUO-SESS-10")]
internal sealed class ClosedSessionKeepsPages : Parts
{
    protected override OutgoingSessions CreateOutgoingSessions(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : OutgoingSessions(kernel)
    {
        protected override void Close(Session session) => Remove(session);
    }
}
