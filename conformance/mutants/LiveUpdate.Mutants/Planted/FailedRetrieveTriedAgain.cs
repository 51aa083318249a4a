using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A file whose retrieval has failed is given to its handler again when it is asked for again.</summary>
[Mutation(
    "planted-failed-retrieve-tried-again",
    "A file whose retrieval has failed is given to its handler again when it is asked for again."
)]
[Breaks("LUO-FILE-09")]
[SeenWhenPlanted]
internal sealed class FailedRetrieveTriedAgain : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override Errno RetrieveFirst(PreservedFile file)
        {
            Errno error = base.RetrieveFirst(file);
            file.Status = error == Errno.None ? file.Status : 0;
            return error;
        }
    }
}
