using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION lets go of the list between finding a session and looking at it, so that a close may free it first.</summary>
[Mutation(
    "HL-13-race-session-used-after-free",
    "RETRIEVE_SESSION lets go of the list between finding a session and looking at it, so that a close may free it first.",
    History = "HL-13"
)]
[Breaks("LUO-SESS-11")]
[SeenInRaces]
internal sealed class SessionUsedAfterItsEnd : Parts
{
    protected override IncomingSessions CreateIncomingSessions(Kernel kernel, BlockSet? blocks) =>
        new Unheld(kernel, blocks);

    private sealed class Unheld(Kernel kernel, BlockSet? blocks) : IncomingSessions(kernel, blocks)
    {
        protected override Errno Retrieve(ByteString field, out Session? session)
        {
            Kernel.Enter(KernelLock.Incoming, this);
            session = Find(field.UpToNul());
            Kernel.Leave(KernelLock.Incoming, this);
            if (session is null)
            {
                return Errno.ENOENT;
            }

            Kernel.Enter(KernelLock.Incoming, this);
            bool isRetrieved = session.IsRetrieved;
            session.IsRetrieved = true;
            Kernel.Leave(KernelLock.Incoming, this);
            return isRetrieved ? Errno.EINVAL : Errno.None;
        }

        protected override void Remove(Session session)
        {
            base.Remove(session);

            // What is free is soon used for something else: the flag reads as zero.
            session.IsRetrieved = false;
        }
    }
}
