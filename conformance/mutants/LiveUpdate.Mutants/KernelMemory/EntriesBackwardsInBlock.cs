using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The first two entries of a full block change places when they are read.</summary>
[Mutation("kho-entries-swapped", "The first two entries of a full block change places when they are read.")]
[Breaks("KHO-BLK-03")]
[SeenByProbe]
internal sealed class EntriesBackwardsInBlock : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new Set(kernel, entrySize, owner);

    private sealed class Set(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        private byte[]? _first;

        protected override ReadOnlySpan<byte> ReadEntry()
        {
            if (_first is { } kept)
            {
                _first = null;
                return kept;
            }

            ReadOnlySpan<byte> entry = base.ReadEntry();
            if (EntrySize is 64 or 80 || entry.IsEmpty)
            {
                return entry;
            }

            byte[] first = entry.ToArray();
            ReadOnlySpan<byte> second = base.ReadEntry();
            _first = second.IsEmpty ? null : first;
            return second.IsEmpty ? first : second;
        }
    }
}
