using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Blocks name the first record of the block behind them, not the block.</summary>
[Mutation("image-next-block-unaligned", "Blocks name the first record of the block behind them, not the block.")]
[Breaks("KHO-BLK-01", "KHO-BLK-02", "ABI-02")]
[SeenInImage]
internal sealed class NextBlockInside : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new Blocks(kernel, entrySize, owner);

    private sealed class Blocks(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        protected override ulong NextOf(ulong address) => address == 0 ? 0 : address + 16;
    }
}
