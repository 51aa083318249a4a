using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>get_outgoing succeeds without an object.</summary>
[Mutation("flb-got-without-object", "get_outgoing succeeds without an object.")]
[Breaks("LUO-FLB-06")]
[SeenInKernel]
internal sealed class GotWithoutObject : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        public override Errno GetOutgoing(LifecycleBound flb, out object? made)
        {
            _ = base.GetOutgoing(flb, out made);
            return Errno.None;
        }
    }
}
