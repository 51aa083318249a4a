using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An FLB is unpreserved with the first file that goes.</summary>
[Mutation(
    "HF-05-flb-unpreserved-with-first",
    "An FLB is unpreserved with the first file that goes.",
    History = "HF-05"
)]
[Breaks("LUO-FLB-01")]
[SeenInKernel]
internal sealed class UnpreservedWithFirst : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        public override void PutOutgoing(LifecycleBound flb)
        {
            flb.Outgoing.Count = 1;
            base.PutOutgoing(flb);
        }
    }
}
