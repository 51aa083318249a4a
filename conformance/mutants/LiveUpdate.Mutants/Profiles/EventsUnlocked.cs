using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An event looks at the state and then moves it, and nobody waits in between.</summary>
[Mutation(
    "race-events-unlocked",
    "An event looks at the state and then moves it, and nobody waits in between.",
    Profile = "luo-v4"
)]
[Breaks("LUO-STATE-13")]
[SeenInRaces]
internal sealed class EventsUnlocked : LuoV4Parts
{
    protected override LuoStages CreateStages(Kernel kernel) => new Stages(kernel);

    private sealed class Stages(Kernel kernel) : LuoStages(kernel)
    {
        protected override void BeginEvent() { }

        protected override void EndEvent() { }
    }
}
