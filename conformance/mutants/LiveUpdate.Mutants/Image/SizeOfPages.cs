using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The size is written as that of the whole pages.</summary>
[Mutation("image-size-of-pages", "The size is written as that of the whole pages.")]
[Breaks("MEMFD-03")]
[SeenInImage]
internal sealed class SizeOfPages : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override ulong SampleSize(MemoryFile memory) => (memory.Size + 0xFFF) & ~0xFFFUL;
    }
}
