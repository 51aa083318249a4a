using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Data goes to a handler whose string differs in its last byte only.</summary>
[Mutation("handler-found-by-prefix", "Data goes to a handler whose string differs in its last byte only.")]
[Breaks("LUO-FILE-16")]
[SeenInKernel]
internal sealed class HandlerByPrefix : Parts
{
    protected override HandlerRegistry CreateHandlers(Kernel kernel) => new Registry(kernel);

    private sealed class Registry(Kernel kernel) : HandlerRegistry(kernel)
    {
        protected override FileHandler? FindByName(ReadOnlySpan<byte> compatible)
        {
            FileHandler? found = base.FindByName(compatible);
            foreach (FileHandler handler in Handlers)
            {
                bool isNear =
                    compatible.Length > 1
                    && handler.Compatible.Length == compatible.Length
                    && handler.Compatible.Span[..^1].SequenceEqual(compatible[..^1]);
                found ??= isNear ? handler : null;
            }

            return found;
        }
    }
}
