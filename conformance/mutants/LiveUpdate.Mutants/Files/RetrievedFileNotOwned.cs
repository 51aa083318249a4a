using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A retrieved file can be preserved before its session is finished.</summary>
[Mutation("retrieved-file-not-busy", "A retrieved file can be preserved before its session is finished.")]
[Breaks("LUO-FILE-13")]
internal sealed class RetrievedFileNotOwned : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Set(kernel);

    private sealed class Set(Kernel kernel) : FileSet(kernel)
    {
        protected override Errno RetrieveFirst(PreservedFile file)
        {
            Errno error = base.RetrieveFirst(file);
            if (error == Errno.None)
            {
                Disown(file);
            }

            return error;
        }
    }
}
