using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Each file is asked and finished by itself, so that a later refusal leaves some finished.</summary>
[Mutation(
    "HL-21-finish-file-by-file",
    "Each file is asked and finished by itself, so that a later refusal leaves some finished.",
    History = "HL-21"
)]
[Breaks("LUO-FILE-12", "LUO-FILE-14")]
[SeenInKernel]
internal sealed class FinishFileByFile : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override Errno Finish()
        {
            while (Files.Count > 0)
            {
                PreservedFile file = Files[^1];
                if (!CanFinish(file))
                {
                    return Errno.EBUSY;
                }

                FinishOne(file);
            }

            return Errno.None;
        }
    }
}
