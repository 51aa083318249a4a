using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The finish of a file whose retrieve failed is told that it was never retrieved.</summary>
[Mutation(
    "HL-01-failed-retrieve-finished-as-new",
    "The finish of a file whose retrieve failed is told that it was never retrieved.",
    History = "HL-01"
)]
[Breaks("LUO-FILE-09")]
[SeenInKernel]
internal sealed class FailedRetrieveFinishedAsNew : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override void FinishOne(PreservedFile file)
        {
            file.Status = Math.Max(0, file.Status);
            base.FinishOne(file);
        }
    }
}
