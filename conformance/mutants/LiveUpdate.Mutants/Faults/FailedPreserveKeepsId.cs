using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What stands for a file is not forgotten when the handler cannot preserve it.</summary>
[Mutation(
    "HL-09-failed-preserve-keeps-id",
    "What stands for a file is not forgotten when the handler cannot preserve it.",
    History = "HL-09"
)]
[Breaks("LUO-FILE-04")]
internal sealed class FailedPreserveKeepsId : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new FileList(kernel);

    private sealed class FileList(Kernel kernel) : FileSet(kernel)
    {
        protected override void Disown(PreservedFile file)
        {
            if (Files.Contains(file))
            {
                base.Disown(file);
            }
        }
    }
}
