using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Unregistering a handler leaves its FLBs registered.</summary>
[Mutation("flb-outlives-handler", "Unregistering a handler leaves its FLBs registered.")]
[Breaks("LUO-FLB-07")]
[SeenInKernel]
internal sealed class FlbsOutliveHandler : Parts
{
    protected override HandlerRegistry CreateHandlers(Kernel kernel) => new Registry(kernel);

    private sealed class Registry(Kernel kernel) : HandlerRegistry(kernel)
    {
        protected override void UnlinkAll(FileHandler handler) { }
    }
}
