using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A handler takes every file whose handler has a name that begins like its own.</summary>
[Mutation(
    "planted-handler-by-beginning",
    "A handler takes every file whose handler has a name that begins like its own."
)]
[Breaks("LUO-FILE-16")]
[SeenWhenPlanted]
internal sealed class HandlerByBeginning : Parts
{
    protected override HandlerRegistry CreateHandlers(Kernel kernel) => new Registry(kernel);

    private sealed class Registry(Kernel kernel) : HandlerRegistry(kernel)
    {
        protected override FileHandler? FindByName(ReadOnlySpan<byte> compatible)
        {
            foreach (FileHandler handler in Handlers)
            {
                if (compatible.StartsWith(handler.Compatible.Span))
                {
                    return handler;
                }
            }

            return null;
        }
    }
}
