using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Files are written with the name of the format before.</summary>
[Mutation("image-handler-of-old-format", "Files are written with the name of the format before.")]
[Breaks("LUO-FILE-06", "ABI-02")]
[SeenInImage]
internal sealed class HandlerOfOldFormat : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Set(kernel);

    private sealed class Set(Kernel kernel) : FileSet(kernel)
    {
        protected override void WriteRecord(PreservedFile file, Span<byte> entry)
        {
            base.WriteRecord(file, entry);
            "memfd-v1"u8.CopyTo(entry);
        }
    }
}
