using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>FLBs are put in the order in which they were preserved.</summary>
[Mutation("HF-07-flb-put-in-order", "FLBs are put in the order in which they were preserved.", History = "HF-07")]
[Breaks("LUO-FLB-02")]
[SeenInKernel]
internal sealed class PutInOrder : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        protected override void PutAll(FileHandler handler, int count)
        {
            for (int i = 0; i < count; i++)
            {
                PutOutgoing(handler.LifecycleBounds[i]);
            }
        }
    }
}
