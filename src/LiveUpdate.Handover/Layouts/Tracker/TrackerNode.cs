using System.Buffers.Binary;
using System.Numerics;

namespace LiveUpdate.Handover;

/// <summary>A node of the tracker, one page: a table of addresses, or at level 0 a bitmap (kho 4).</summary>
public static class TrackerNode
{
    /// <summary>The size of a table entry in bytes.</summary>
    public const int EntrySize = 8;

    /// <summary>The physical address in a table entry; 0 for none.</summary>
    /// <param name="table">The table's page.</param>
    /// <param name="index">The index of the entry.</param>
    public static ulong Entry(ReadOnlySpan<byte> table, int index) =>
        BinaryPrimitives.ReadUInt64LittleEndian(table[(index * EntrySize)..]);

    /// <summary>Sets a table entry.</summary>
    /// <param name="table">The table's page.</param>
    /// <param name="index">The index of the entry.</param>
    /// <param name="address">The physical address of the child, or 0.</param>
    public static void SetEntry(Span<byte> table, int index, ulong address) =>
        BinaryPrimitives.WriteUInt64LittleEndian(table[(index * EntrySize)..], address);

    /// <summary>Whether a bit of a leaf is set.</summary>
    /// <param name="leaf">The leaf's page.</param>
    /// <param name="bit">The index of the bit.</param>
    public static bool Bit(ReadOnlySpan<byte> leaf, int bit) => ((leaf[bit >> 3] >> (bit & 7)) & 1) != 0;

    /// <summary>Sets or clears a bit of a leaf.</summary>
    /// <param name="leaf">The leaf's page.</param>
    /// <param name="bit">The index of the bit.</param>
    /// <param name="value">What it becomes.</param>
    /// <returns>What it was.</returns>
    public static bool SetBit(Span<byte> leaf, int bit, bool value)
    {
        ref byte cell = ref leaf[bit >> 3];
        int mask = 1 << (bit & 7);
        bool was = (cell & mask) != 0;
        cell = (byte)(value ? cell | mask : cell & ~mask);
        return was;
    }

    /// <summary>The first entry that is not 0, from an index on.</summary>
    /// <param name="table">The table's page.</param>
    /// <param name="from">The first index to look at; may be one past the last.</param>
    /// <returns>Its index, or -1.</returns>
    public static int NextEntry(ReadOnlySpan<byte> table, int from)
    {
        int start = from * EntrySize;
        int found = table[start..].IndexOfAnyExcept((byte)0);
        return found < 0 ? -1 : (start + found) / EntrySize;
    }

    /// <summary>The first bit that is set, from an index on.</summary>
    /// <param name="leaf">The leaf's page.</param>
    /// <param name="from">The first index to look at; may be one past the last.</param>
    /// <returns>Its index, or -1.</returns>
    public static int NextBit(ReadOnlySpan<byte> leaf, int from)
    {
        int start = from >> 3;
        if (start >= leaf.Length)
        {
            return -1;
        }

        int head = leaf[start] >> (from & 7);
        if (head != 0)
        {
            return from + BitOperations.TrailingZeroCount(head);
        }

        start++;
        int found = leaf[start..].IndexOfAnyExcept((byte)0);
        return found < 0 ? -1 : (start + found) * 8 + BitOperations.TrailingZeroCount((int)leaf[start + found]);
    }
}
