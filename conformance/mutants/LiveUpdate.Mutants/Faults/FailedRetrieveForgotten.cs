using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A retrieve that failed is forgotten, and the handler asked again.</summary>
[Mutation(
    "HL-01-failed-retrieve-forgotten",
    "A retrieve that failed is forgotten, and the handler asked again.",
    History = "HL-01"
)]
[Breaks("LUO-FILE-09")]
internal sealed class FailedRetrieveForgotten : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override Errno RetrieveFirst(PreservedFile file)
        {
            Errno error = base.RetrieveFirst(file);
            file.Status = Math.Max(file.Status, 0);
            return error;
        }
    }
}
