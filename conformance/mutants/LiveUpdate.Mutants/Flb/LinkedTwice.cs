using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An FLB can be registered with a handler twice.</summary>
[Mutation("flb-linked-twice", "An FLB can be registered with a handler twice.")]
[Breaks("LUO-FLB-07")]
[SeenInKernel]
internal sealed class LinkedTwice : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        protected override bool IsLinked(FileHandler handler, LifecycleBound flb) => false;
    }
}
