using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An FLB whose retrieve failed is retrieved again.</summary>
[Mutation("flb-failed-retrieve-retried", "An FLB whose retrieve failed is retrieved again.")]
[Breaks("LUO-FLB-04")]
[SeenInKernel]
internal sealed class FailedRetrieveRetried : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        protected override Errno RetrieveOnce(LifecycleBound flb)
        {
            flb.Incoming.Status = Math.Max(0, flb.Incoming.Status);
            return base.RetrieveOnce(flb);
        }
    }
}
