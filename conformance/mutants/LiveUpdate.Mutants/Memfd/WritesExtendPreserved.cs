using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A write that crosses the end extends a preserved file.</summary>
[Mutation("memfd-writes-extend-preserved", "A write that crosses the end extends a preserved file.")]
[Breaks("MEMFD-07", "MEMFD-25", "MEMFD-24", "MEMFD-32", "MEMFD-06", "MEMFD-18")]
internal sealed class WritesExtendPreserved : Parts
{
    protected override MemoryFile CreateMemoryFile(Kernel kernel, ByteString name, uint mode, uint seals) =>
        new File(kernel, name, mode, seals);

    private sealed class File(Kernel kernel, ByteString name, uint mode, uint seals)
        : MemoryFile(kernel, name, mode, seals)
    {
        protected override bool RefusesGrowth => (Seals & Reference.Seals.Grow) != 0;
    }
}
