using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The event FINISH leaves sessions that nobody retrieved.</summary>
[Mutation("finish-event-keeps-waiting", "The event FINISH leaves sessions that nobody retrieved.", Profile = "luo-v4")]
[Breaks("LUO-STATE-04")]
internal sealed class FinishEventKeepsWaiting : LuoV4Parts
{
    protected override LuoStages CreateStages(Kernel kernel) => new Stages(kernel);

    private sealed class Stages(Kernel kernel) : LuoStages(kernel)
    {
        protected override void FinishWaiting(Session session) { }
    }
}
