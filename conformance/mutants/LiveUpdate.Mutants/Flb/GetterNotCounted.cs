using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A reference to the incoming object does not count, so that it is finished while it is used.</summary>
[Mutation(
    "HF-01-flb-getter-not-counted",
    "A reference to the incoming object does not count, so that it is finished while it is used.",
    History = "HF-01"
)]
[Breaks("LUO-FLB-05")]
[SeenInKernel]
internal sealed class GetterNotCounted : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        public override Errno GetIncoming(LifecycleBound flb, out object? made)
        {
            Errno error = base.GetIncoming(flb, out made);
            flb.Incoming.Count -= error == Errno.None ? 1UL : 0;
            return error;
        }
    }
}
