using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A block of files that counts none, or more than it can hold, is read as far as that goes.</summary>
[Mutation(
    "planted-file-block-counts-believed",
    "A block of files that counts none, or more than it can hold, is read as far as that goes."
)]
[Breaks("KHO-BLK-02")]
[SeenWhenPlanted]
internal sealed class FileBlockCountsBelieved : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        entrySize == FileRecord.Size ? new Blocks(kernel, entrySize, owner) : new BlockSet(kernel, entrySize, owner);

    private sealed class Blocks(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        protected override Errno Restore(ulong head)
        {
            _ = base.Restore(head);
            return Errno.None;
        }
    }

    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override bool CountMatches(ulong count) => true;
    }
}
