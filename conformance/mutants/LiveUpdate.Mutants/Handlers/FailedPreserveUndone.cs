using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A preserve that failed is followed by unpreserve.</summary>
[Mutation("handler-failed-preserve-undone", "A preserve that failed is followed by unpreserve.")]
[Breaks("LUO-FILE-31")]
[SeenInKernel]
internal sealed class FailedPreserveUndone : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override Errno CallPreserve(PreservedFile file)
        {
            Errno error = base.CallPreserve(file);
            if (error != Errno.None && file.File!.Scripted is not null)
            {
                CallUnpreserve(file);
            }

            return error;
        }
    }
}
