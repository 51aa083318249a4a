using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A PRESERVE_FD that fails leaves the block that it made room with.</summary>
[Mutation("image-failed-preserve-leaks-block", "A PRESERVE_FD that fails leaves the block that it made room with.")]
[Breaks("KHO-PRES-12", "ABI-04", "LUO-FILE-04")]
[SeenInImage]
internal sealed class FailedPreserveLeaksBlock : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Set(kernel);

    private sealed class Set(Kernel kernel) : FileSet(kernel)
    {
        protected override void ShrinkAfterFailure() { }
    }
}
