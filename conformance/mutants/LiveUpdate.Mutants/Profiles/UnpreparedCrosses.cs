using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Sessions are handed over although nobody has prepared them.</summary>
[Mutation("unprepared-crosses", "Sessions are handed over although nobody has prepared them.", Profile = "luo-v4")]
[Breaks("LUO-STATE-02")]
internal sealed class UnpreparedCrosses : LuoV4Parts
{
    protected override LuoStages CreateStages(Kernel kernel) => new Stages(kernel);

    private sealed class Stages(Kernel kernel) : LuoStages(kernel)
    {
        protected override bool HandsSessionsOver => true;
    }
}
