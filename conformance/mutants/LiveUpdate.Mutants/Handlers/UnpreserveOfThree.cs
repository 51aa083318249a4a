using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>With three or more files the two oldest are unpreserved in the wrong order.</summary>
[Mutation("handler-unpreserve-of-three", "With three or more files the two oldest are unpreserved in the wrong order.")]
[Breaks("LUO-FILE-14")]
[SeenInKernel]
internal sealed class UnpreserveOfThree : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override void UnpreserveAll()
        {
            bool swaps = Files.Count >= 3;
            while (Files.Count > 0)
            {
                Unpreserve(swaps && Files.Count == 2 ? Files[0] : Files[^1]);
            }
        }
    }
}
