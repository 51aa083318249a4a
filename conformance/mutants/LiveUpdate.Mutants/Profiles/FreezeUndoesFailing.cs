using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A FREEZE that fails unfreezes the file that has failed too.</summary>
[Mutation(
    "freeze-event-undoes-failing",
    "A FREEZE that fails unfreezes the file that has failed too.",
    Profile = "luo-v4"
)]
[SeenInKernel]
[Breaks("LUO-STATE-07")]
internal sealed class FreezeUndoesFailing : LuoV4Parts
{
    protected override LuoStages CreateStages(Kernel kernel) => new Stages(kernel);

    private sealed class Stages(Kernel kernel) : LuoStages(kernel)
    {
        private bool _isFreezing;

        protected override Errno Freeze()
        {
            _isFreezing = true;
            Errno error = base.Freeze();
            _isFreezing = false;
            return error;
        }

        protected override void UnfreezeBack(int session, int count) =>
            base.UnfreezeBack(session, _isFreezing ? count + 1 : count);
    }
}
