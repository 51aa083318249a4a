using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An FLB that is finished is retrieved again from what is left of its data.</summary>
[Mutation(
    "HF-02-flb-retrieved-after-finish",
    "An FLB that is finished is retrieved again from what is left of its data.",
    History = "HF-02"
)]
[Breaks("LUO-FLB-06")]
[SeenInKernel]
internal sealed class RetrievedAfterFinish : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        protected override bool IsOver(LifecycleBound flb)
        {
            if (flb.Incoming.IsFinished)
            {
                flb.Incoming.Status = 0;
            }

            return false;
        }
    }
}
