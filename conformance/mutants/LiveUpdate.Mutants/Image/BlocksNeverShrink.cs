using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Blocks that are not needed any more stay in the tracker and in the chain.</summary>
[Mutation("image-blocks-never-shrink", "Blocks that are not needed any more stay in the tracker and in the chain.")]
[Breaks("KHO-PRES-12", "KHO-BLK-01", "KHO-BLK-02", "ABI-04", "ABI-05")]
[SeenInImage]
internal sealed class BlocksNeverShrink : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new Blocks(kernel, entrySize, owner);

    private sealed class Blocks(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        protected override void Shrink(int entries)
        {
            if (IsIncoming)
            {
                base.Shrink(entries);
            }
        }
    }
}
