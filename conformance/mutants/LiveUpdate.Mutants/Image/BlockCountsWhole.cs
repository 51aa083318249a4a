using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Blocks count as many records as they have room for.</summary>
[Mutation("image-block-counts-capacity", "Blocks count as many records as they have room for.")]
[Breaks("KHO-BLK-01", "ABI-02", "ABI-05", "LUO-SESS-04")]
[SeenInImage]
internal sealed class BlockCountsWhole : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new Blocks(kernel, entrySize, owner);

    private sealed class Blocks(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        protected override ulong CountOf(int used) => (ulong)EntriesPerBlock;
    }
}
