using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The link from one block to the next is not written: what lies behind the first block is lost.</summary>
[Mutation(
    "block-chain-cut",
    "The link from one block to the next is not written: what lies behind the first block is lost."
)]
[Breaks("LUO-SESS-09", "LUO-FILE-15", "LUO-FILE-06", "LUO-SESS-04")]
internal sealed class BlockChainCut : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new Blocks(kernel, entrySize, owner);

    private sealed class Blocks(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        protected override ulong NextOf(ulong address) => 0;
    }
}
