using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The position is written as the start of its page.</summary>
[Mutation("image-position-of-page", "The position is written as the start of its page.")]
[Breaks("MEMFD-04")]
[SeenInImage]
internal sealed class PositionOfPage : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override ulong SamplePosition(OpenFile file) => file.Position & ~0xFFFUL;
    }
}
