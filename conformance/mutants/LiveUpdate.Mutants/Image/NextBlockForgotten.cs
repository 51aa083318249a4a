using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Blocks do not name the block behind them.</summary>
[Mutation("image-next-block-forgotten", "Blocks do not name the block behind them.")]
[Breaks("KHO-BLK-01", "LUO-SESS-04", "LUO-FILE-06", "ABI-05")]
[SeenInImage]
internal sealed class NextBlockForgotten : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new Blocks(kernel, entrySize, owner);

    private sealed class Blocks(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        protected override ulong NextOf(ulong address) => 0;
    }
}
