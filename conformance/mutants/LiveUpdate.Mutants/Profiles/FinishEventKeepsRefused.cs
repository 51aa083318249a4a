using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The event FINISH leaves sessions behind that could not be finished when they were closed.</summary>
[Mutation(
    "finish-event-keeps-refused",
    "The event FINISH leaves sessions behind that could not be finished when they were closed.",
    Profile = "luo-v4"
)]
[SeenInKernel]
[Breaks("LUO-STATE-04")]
internal sealed class FinishEventKeepsRefused : LuoV4Parts
{
    protected override IncomingSessions CreateIncomingSessions(Kernel kernel, BlockSet? blocks) =>
        new Sessions(kernel, blocks);

    private sealed class Sessions(Kernel kernel, BlockSet? blocks) : StagedIncoming(kernel, blocks)
    {
        protected override bool IsWithoutDescriptor(Session session) => !session.IsRetrieved;
    }
}
