using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Each getter retrieves an FLB anew.</summary>
[Mutation("flb-retrieved-by-each-getter", "Each getter retrieves an FLB anew.")]
[Breaks("LUO-FLB-04")]
[SeenInKernel]
internal sealed class RetrievedByEachGetter : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        public override Errno GetIncoming(LifecycleBound flb, out object? made)
        {
            flb.Incoming.Made = null;
            flb.Incoming.Status = 0;
            return base.GetIncoming(flb, out made);
        }
    }
}
