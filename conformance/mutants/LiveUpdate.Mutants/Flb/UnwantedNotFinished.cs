using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An FLB that nobody asked for is not finished.</summary>
[Mutation("flb-unwanted-not-finished", "An FLB that nobody asked for is not finished.")]
[Breaks("LUO-FLB-05", "LUO-FLB-04")]
[SeenInKernel]
internal sealed class UnwantedNotFinished : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        public override void PutIncoming(LifecycleBound flb)
        {
            if (flb.Incoming.Status != 0)
            {
                base.PutIncoming(flb);
            }
        }
    }
}
