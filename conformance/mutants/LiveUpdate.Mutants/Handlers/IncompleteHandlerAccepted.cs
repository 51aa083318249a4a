using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A handler without a callback that it cannot do without is registered.</summary>
[Mutation("handler-incomplete-accepted", "A handler without a callback that it cannot do without is registered.")]
[Breaks("LUO-FILE-17")]
[SeenInKernel]
internal sealed class IncompleteHandlerAccepted : Parts
{
    protected override HandlerRegistry CreateHandlers(Kernel kernel) => new Registry(kernel);

    private sealed class Registry(Kernel kernel) : HandlerRegistry(kernel)
    {
        protected override bool HasAll(FileHandler handler) => true;
    }
}
