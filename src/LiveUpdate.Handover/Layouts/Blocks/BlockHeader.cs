using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>The head of a block, 16 bytes at the start of its page; the entries follow (luo-abi 2, kho 8).</summary>
/// <param name="Next">Physical address of the next block, 0 for the last; at byte 0.</param>
/// <param name="Count">How many entries of this block are valid, 1 to the capacity; at byte 8.</param>
public readonly record struct BlockHeader(ulong Next, ulong Count)
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 16;

    /// <summary>Where <see cref="Next"/> is.</summary>
    public const int NextOffset = 0;

    /// <summary>Where <see cref="Count"/> is.</summary>
    public const int CountOffset = 8;

    /// <summary>The most blocks a chain may have (KHO-BLK-02).</summary>
    public const int MaxBlocks = 10_000;

    /// <summary>How many entries a block holds (KHO-BLK-01).</summary>
    /// <param name="pageSize">The page size in bytes.</param>
    /// <param name="entrySize">The size of an entry in bytes.</param>
    public static int Capacity(int pageSize, int entrySize) => (pageSize - Size) / entrySize;

    /// <summary>Where an entry starts in the block's page.</summary>
    /// <param name="entrySize">The size of an entry in bytes.</param>
    /// <param name="index">The index of the entry.</param>
    public static int EntryOffset(int entrySize, int index) => Size + index * entrySize;

    /// <summary>Reads a header.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static BlockHeader Read(ReadOnlySpan<byte> source) =>
        new(
            BinaryPrimitives.ReadUInt64LittleEndian(source[NextOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[CountOffset..])
        );

    /// <summary>Writes the header.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target[NextOffset..], Next);
        BinaryPrimitives.WriteUInt64LittleEndian(target[CountOffset..], Count);
    }
}
