using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A block that is full is written with one record less.</summary>
[Mutation("block-full-counts-one-less", "A block that is full is written with one record less.")]
[Breaks("LUO-SESS-09", "LUO-FILE-15", "LUO-FILE-06", "LUO-SESS-04")]
internal sealed class FullBlockCountsOneLess : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new Blocks(kernel, entrySize, owner);

    private sealed class Blocks(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        protected override ulong CountOf(int used) => (ulong)(used == EntriesPerBlock ? used - 1 : used);
    }
}
