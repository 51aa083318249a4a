using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Of several handlers that take a file the one registered last gets it.</summary>
[Mutation("handler-last-chosen", "Of several handlers that take a file the one registered last gets it.")]
[Breaks("LUO-FILE-16")]
[SeenInKernel]
internal sealed class LastHandlerChosen : Parts
{
    protected override HandlerRegistry CreateHandlers(Kernel kernel) => new Registry(kernel);

    private sealed class Registry(Kernel kernel) : HandlerRegistry(kernel)
    {
        protected override FileHandler? FindFor(OpenFile file)
        {
            for (int i = Handlers.Count - 1; i >= 0; i--)
            {
                if (Takes(Handlers[i], file))
                {
                    return Handlers[i];
                }
            }

            return null;
        }
    }
}
