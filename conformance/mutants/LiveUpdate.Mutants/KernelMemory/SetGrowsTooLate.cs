using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A block set makes no new block for one entry more than fit.</summary>
[Mutation("kho-set-grows-too-late", "A block set makes no new block for one entry more than fit.")]
[Breaks("KHO-BLK-01", "KHO-BLK-03")]
[SeenByProbe]
internal sealed class SetGrowsTooLate : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new Set(kernel, entrySize, owner);

    private sealed class Set(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        protected override Errno Grow(int entries) =>
            base.Grow(EntrySize is not 64 and not 80 && entries % EntriesPerBlock == 1 ? entries - 1 : entries);
    }
}
