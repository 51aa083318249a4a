using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A block that is not full is taken for the last one.</summary>
[Mutation("planted-part-block-ends-chain", "A block that is not full is taken for the last one.")]
[Breaks("ABI-06")]
[SeenWhenPlanted]
internal sealed class PartBlockEndsChain : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new PartBlocks(kernel, entrySize, owner);

    private sealed class PartBlocks : BlockSet
    {
        private readonly PhysicalMemory _memory;
        private int _read;

        public PartBlocks(Kernel kernel, int entrySize, PageOwner owner)
            : base(kernel, entrySize, owner) => _memory = kernel.Memory;

        protected override ReadOnlySpan<byte> ReadEntry()
        {
            ReadOnlySpan<byte> entry = IsBehindPartBlock() ? default : base.ReadEntry();
            _read = entry.IsEmpty ? 0 : _read + 1;
            return entry;
        }

        private bool IsBehindPartBlock()
        {
            ulong left = (ulong)_read;
            foreach (int page in Blocks)
            {
                ulong count = BlockHeader.Read(_memory.Page(page)).Count;
                if (left < count)
                {
                    return false;
                }

                left -= count;
                if (count < (ulong)EntriesPerBlock)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
