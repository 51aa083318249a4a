using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The image has room for 32 bits of a token only.</summary>
[Mutation("HL-25-token-cut-in-image", "The image has room for 32 bits of a token only.", History = "HL-25")]
[Breaks("LUO-FILE-02", "LUO-FILE-06")]
internal sealed class TokenCutInImage : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Set(kernel);

    private sealed class Set(Kernel kernel) : FileSet(kernel)
    {
        protected override void WriteRecord(PreservedFile file, Span<byte> entry)
        {
            base.WriteRecord(file, entry);
            FileRecord record = FileRecord.Read(entry);
            new FileRecord
            {
                Compatible = record.Compatible,
                Data = record.Data,
                Token = (uint)record.Token,
            }.WriteTo(entry);
        }
    }
}
