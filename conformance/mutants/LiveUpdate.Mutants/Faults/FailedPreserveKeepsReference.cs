using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A PRESERVE_FD that runs out of memory keeps its reference to the open file.</summary>
[Mutation(
    "HL-30-failed-preserve-keeps-reference",
    "A PRESERVE_FD that runs out of memory keeps its reference to the open file.",
    History = "HL-30"
)]
[Breaks("LUO-FILE-04")]
[SeenInAccounts]
internal sealed class FailedPreserveKeepsReference : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override Errno Preserve(int number, ulong token)
        {
            Errno error = base.Preserve(number, token);
            if (error == Errno.ENOMEM && Kernel.Descriptors[number] is { } file)
            {
                file.References++;
            }

            return error;
        }
    }
}
