using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Closing an incoming session finishes it although a handler refuses.</summary>
[Mutation("handler-refusal-ignored-at-close", "Closing an incoming session finishes it although a handler refuses.")]
[Breaks("LUO-FILE-12")]
[SeenInKernel]
internal sealed class RefusalIgnoredAtClose : Parts
{
    protected override IncomingSessions CreateIncomingSessions(Kernel kernel, BlockSet? blocks) =>
        new Incoming(kernel, blocks);

    private sealed class Incoming(Kernel kernel, BlockSet? blocks) : IncomingSessions(kernel, blocks)
    {
        protected override void Close(Session session)
        {
            if (Finish(session) != Errno.None)
            {
                FinishUnasked(session);
            }

            base.Close(session);
        }
    }
}
