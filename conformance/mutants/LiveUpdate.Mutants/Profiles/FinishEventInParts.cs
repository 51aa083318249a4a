using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The event FINISH asks and finishes one session after the other.</summary>
[Mutation(
    "finish-event-in-parts",
    "The event FINISH asks and finishes one session after the other.",
    Profile = "luo-v4"
)]
[SeenInKernel]
[Breaks("LUO-STATE-11")]
internal sealed class FinishEventInParts : LuoV4Parts
{
    protected override LuoStages CreateStages(Kernel kernel) => new Stages(kernel);

    private sealed class Stages(Kernel kernel) : LuoStages(kernel)
    {
        protected override Errno Finish()
        {
            foreach (Session session in Kernel.Luo!.Incoming.Sessions.ToArray())
            {
                if (!CanFinish(session))
                {
                    return Errno.EBUSY;
                }

                FinishUnasked(session);
            }

            return base.Finish();
        }
    }
}
