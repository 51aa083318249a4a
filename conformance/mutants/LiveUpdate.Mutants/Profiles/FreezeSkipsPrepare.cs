using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>FREEZE works without PREPARE.</summary>
[Mutation("freeze-skips-prepare", "FREEZE works without PREPARE.", Profile = "luo-v4")]
[Breaks("LUO-STATE-01")]
internal sealed class FreezeSkipsPrepare : LuoV4Parts
{
    protected override LuoStages CreateStages(Kernel kernel) => new Stages(kernel);

    private sealed class Stages(Kernel kernel) : LuoStages(kernel)
    {
        protected override Errno Move(EventKind kind)
        {
            if (kind == EventKind.Freeze && IsOpen)
            {
                _ = base.Move(EventKind.Prepare);
            }

            return base.Move(kind);
        }
    }
}
