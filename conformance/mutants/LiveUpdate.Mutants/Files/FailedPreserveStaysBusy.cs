using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A file that its handler refused stays busy.</summary>
[Mutation("HL-30-failed-preserve-stays-busy", "A file that its handler refused stays busy.", History = "HL-30")]
[Breaks("LUO-FILE-04", "MEMFD-08")]
internal sealed class FailedPreserveStaysBusy : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Set(kernel);

    private sealed class Set(Kernel kernel) : FileSet(kernel)
    {
        // A file whose preserve failed has no state of its handler.
        protected override void Disown(PreservedFile file)
        {
            if (file.State is not null || file.Status != 0)
            {
                base.Disown(file);
            }
        }
    }
}
