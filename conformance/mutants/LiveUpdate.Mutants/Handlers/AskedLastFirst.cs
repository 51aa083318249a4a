using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>FINISH asks the handler of the last file first.</summary>
[Mutation("handler-asked-last-first", "FINISH asks the handler of the last file first.")]
[Breaks("LUO-FILE-14", "LUO-FILE-12")]
[SeenInKernel]
internal sealed class AskedLastFirst : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override Errno Finish()
        {
            for (int i = Files.Count - 1; i >= 0; i--)
            {
                if (!CanFinish(Files[i]))
                {
                    return Errno.EBUSY;
                }
            }

            FinishAll();
            return Errno.None;
        }
    }
}
