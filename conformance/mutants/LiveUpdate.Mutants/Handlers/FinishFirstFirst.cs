using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>FINISH finishes the first file first.</summary>
[Mutation("handler-finish-first-first", "FINISH finishes the first file first.")]
[Breaks("LUO-FILE-14")]
[SeenInKernel]
internal sealed class FinishFirstFirst : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override void FinishAll()
        {
            while (Files.Count > 0)
            {
                FinishOne(Files[0]);
            }
        }
    }
}
