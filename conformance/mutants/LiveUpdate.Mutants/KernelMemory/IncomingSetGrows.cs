using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A block set that came from another kernel claims to grow.</summary>
[Mutation("kho-incoming-set-grows", "A block set that came from another kernel claims to grow.")]
[Breaks("KHO-BLK-04")]
[SeenByProbe]
internal sealed class IncomingSetGrows : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new Set(kernel, entrySize, owner);

    private sealed class Set(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        protected override Errno Grow(int entries) => IsIncoming ? Errno.None : base.Grow(entries);
    }
}
