using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Blocks count one record less than they hold.</summary>
[Mutation("image-block-counts-one-less", "Blocks count one record less than they hold.")]
[Breaks("KHO-BLK-01", "KHO-BLK-02", "ABI-02", "ABI-05", "LUO-SESS-04", "LUO-FILE-06")]
[SeenInImage]
internal sealed class BlockCountsOneLess : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new Blocks(kernel, entrySize, owner);

    private sealed class Blocks(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        protected override ulong CountOf(int used) => (ulong)used - 1;
    }
}
