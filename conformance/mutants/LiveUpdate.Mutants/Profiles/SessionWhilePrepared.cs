using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Sessions can be made and files preserved while LUO is prepared.</summary>
[Mutation(
    "session-while-prepared",
    "Sessions can be made and files preserved while LUO is prepared.",
    Profile = "luo-v4"
)]
[Breaks("LUO-STATE-03")]
internal sealed class SessionWhilePrepared : LuoV4Parts
{
    protected override LuoStages CreateStages(Kernel kernel) => new Stages(kernel);

    private sealed class Stages(Kernel kernel) : LuoStages(kernel)
    {
        protected override bool IsOpen => base.IsOpen || IsPrepared;
    }
}
