using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Closing a session unpreserves the first file first.</summary>
[Mutation("handler-unpreserve-first-first", "Closing a session unpreserves the first file first.")]
[Breaks("LUO-FILE-14")]
[SeenInKernel]
internal sealed class UnpreserveFirstFirst : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override void UnpreserveAll()
        {
            while (Files.Count > 0)
            {
                Unpreserve(Files[0]);
            }
        }
    }
}
