using System.Buffers.Binary;
using System.Numerics;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>Reads the tree of preserved blocks that another kernel left (kho 4.2).</summary>
/// <remarks>
/// The bytes are hostile: a node outside of memory, more nodes or more blocks than memory has pages, or a block outside of
/// memory end the walk. A tree that leads to the same table over and over is thereby cut short.
/// </remarks>
public sealed class IncomingTracker
{
    private readonly PhysicalMemory _memory;
    private readonly PageGeometry _geometry;
    private readonly List<(int Page, int Order)> _blocks;
    private int _nodes;

    /// <summary>A reader that appends to a list.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="blocks">Where the blocks go: largest order first, then ascending.</param>
    public IncomingTracker(PhysicalMemory memory, List<(int Page, int Order)> blocks)
    {
        _memory = memory;
        _geometry = memory.Geometry;
        _blocks = blocks;
    }

    /// <summary>Walks the tree.</summary>
    /// <param name="root">The physical address of its root.</param>
    /// <returns>Whether all of it could be read.</returns>
    public bool Walk(ulong root) => _memory.TryPage(root, out int page) && WalkNode(page, _geometry.Levels - 1, 0);

    private bool WalkNode(int page, int level, ulong prefix)
    {
        if (++_nodes > _memory.PageCount)
        {
            return false;
        }

        ReadOnlySpan<byte> part = _memory.Extent(page, out int offset);
        return level == 0 ? WalkLeaf(part, offset, prefix) : WalkTable(part, offset, level, prefix);
    }

    private bool WalkTable(ReadOnlySpan<byte> part, int offset, int level, ulong prefix)
    {
        int index = offset / TrackerNode.EntrySize;
        for (int at = index * TrackerNode.EntrySize - offset; at < part.Length; at += TrackerNode.EntrySize, index++)
        {
            bool isWhole = at >= 0 && at + TrackerNode.EntrySize <= part.Length;
            ulong child = isWhole ? BinaryPrimitives.ReadUInt64LittleEndian(part[at..]) : ReadCutEntry(part, at);
            if (child == 0)
            {
                continue;
            }

            if (
                !_memory.TryPage(child, out int page)
                || !WalkNode(page, level - 1, prefix + TrackerKey.PartOf(_geometry, level, index))
            )
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads an entry inside of which what was written begins or ends; the missing bytes are zero.</summary>
    private static ulong ReadCutEntry(ReadOnlySpan<byte> part, int at)
    {
        Span<byte> entry = stackalloc byte[TrackerNode.EntrySize];
        entry.Clear();
        int from = Math.Max(at, 0);
        part[from..Math.Min(at + TrackerNode.EntrySize, part.Length)].CopyTo(entry[(from - at)..]);
        return BinaryPrimitives.ReadUInt64LittleEndian(entry);
    }

    private bool WalkLeaf(ReadOnlySpan<byte> part, int offset, ulong prefix)
    {
        for (int i = 0; i < part.Length; i++)
        {
            for (uint bits = part[i]; bits != 0; bits &= bits - 1)
            {
                int bit = (offset + i) * 8 + BitOperations.TrailingZeroCount(bits);
                if (!Record(new TrackerKey(prefix + TrackerKey.PartOf(_geometry, 0, bit))))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool Record(TrackerKey key)
    {
        if (!key.Fits(_geometry) || _blocks.Count >= _memory.PageCount)
        {
            return false;
        }

        int order = key.Order(_geometry);
        ulong address = key.Address(_geometry);
        if (order > 30 || !_memory.Contains(address, (ulong)_geometry.PageSize << order))
        {
            return false;
        }

        _blocks.Add(((int)(address >> _geometry.PageShift), order));
        return true;
    }
}
