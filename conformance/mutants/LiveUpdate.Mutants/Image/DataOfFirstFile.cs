using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Every file of a session is written with the data of the first.</summary>
[Mutation("image-data-of-first-file", "Every file of a session is written with the data of the first.")]
[Breaks("MEMFD-12", "ABI-05")]
[SeenInImage]
internal sealed class DataOfFirstFile : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Set(kernel);

    private sealed class Set(Kernel kernel) : FileSet(kernel)
    {
        protected override void WriteRecord(PreservedFile file, Span<byte> entry) =>
            new FileRecord
            {
                Compatible = file.Handler.Compatible.Span,
                Data = Files[0].Data,
                Token = file.Token,
            }.WriteTo(entry);
    }
}
