using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A block without entries is accepted in a chain.</summary>
[Mutation("kho-empty-block-accepted", "A block without entries is accepted in a chain.")]
[Breaks("KHO-BLK-02")]
[SeenByProbe]
internal sealed class EmptyBlockAccepted : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new Set(kernel, entrySize, owner);

    private sealed class Set(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        private readonly Kernel _kernel = kernel;

        protected override Errno Restore(ulong head)
        {
            for (ulong at = head; at != 0 && _kernel.Incoming!.CanRestore(at, out int page); )
            {
                at = _kernel.Memory.Read64(page, BlockHeader.NextOffset);
                if (_kernel.Memory.Read64(page, BlockHeader.CountOffset) == 0)
                {
                    _kernel.Memory.Write64(page, BlockHeader.CountOffset, 1);
                }
            }

            return base.Restore(head);
        }
    }
}
