using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Files are written with the newest first.</summary>
[Mutation("image-files-newest-first", "Files are written with the newest first.")]
[Breaks("ABI-03")]
[SeenInImage]
internal sealed class FilesNewestFirst : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Set(kernel);

    private sealed class Set(Kernel kernel) : FileSet(kernel)
    {
        protected override void WriteRecord(PreservedFile file, Span<byte> entry)
        {
            int index = 0;
            while (Files[index] != file)
            {
                index++;
            }

            base.WriteRecord(Files[^(index + 1)], entry);
        }
    }
}
