using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An FLB is finished with the first file that depended on it.</summary>
[Mutation("flb-finished-with-first", "An FLB is finished with the first file that depended on it.")]
[Breaks("LUO-FLB-05")]
[SeenInKernel]
internal sealed class FinishedWithFirst : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        public override void PutIncoming(LifecycleBound flb)
        {
            if (Load(flb) == Errno.None)
            {
                flb.Incoming.Count = Math.Min(flb.Incoming.Count, 1);
            }

            base.PutIncoming(flb);
        }
    }
}
