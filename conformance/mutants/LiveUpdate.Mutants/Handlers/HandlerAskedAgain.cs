using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A handler whose retrieve failed is asked again for data that is gone.</summary>
[Mutation(
    "HL-01-handler-asked-again",
    "A handler whose retrieve failed is asked again for data that is gone.",
    History = "HL-01"
)]
[Breaks("LUO-FILE-09")]
[SeenInKernel]
internal sealed class HandlerAskedAgain : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override Errno RetrieveFirst(PreservedFile file)
        {
            Errno error = base.RetrieveFirst(file);
            if (error != Errno.None)
            {
                file.Status = 0;
            }

            return error;
        }
    }
}
