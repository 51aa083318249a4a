using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>A chunk of a vmalloc description, one page: the next chunk, then block addresses up to a 0 (kho 7).</summary>
/// <remarks>How many addresses fit is <see cref="PageGeometry.ChunkEntries"/>.</remarks>
public static class VmallocChunk
{
    /// <summary>Where the addresses start.</summary>
    public const int EntriesOffset = 8;

    /// <summary>The physical address of the next chunk, 0 for the last.</summary>
    /// <param name="chunk">The chunk's page.</param>
    public static ulong Next(ReadOnlySpan<byte> chunk) => BinaryPrimitives.ReadUInt64LittleEndian(chunk);

    /// <summary>Sets the address of the next chunk.</summary>
    /// <param name="chunk">The chunk's page.</param>
    /// <param name="address">A physical address, 0 for the last.</param>
    public static void SetNext(Span<byte> chunk, ulong address) =>
        BinaryPrimitives.WriteUInt64LittleEndian(chunk, address);

    /// <summary>The physical address of a block.</summary>
    /// <param name="chunk">The chunk's page.</param>
    /// <param name="index">The index of the entry.</param>
    /// <returns>An address; 0 ends the list.</returns>
    public static ulong Entry(ReadOnlySpan<byte> chunk, int index) =>
        BinaryPrimitives.ReadUInt64LittleEndian(chunk[(EntriesOffset + index * 8)..]);

    /// <summary>Sets the address of a block.</summary>
    /// <param name="chunk">The chunk's page.</param>
    /// <param name="index">The index of the entry.</param>
    /// <param name="address">A physical address.</param>
    public static void SetEntry(Span<byte> chunk, int index, ulong address) =>
        BinaryPrimitives.WriteUInt64LittleEndian(chunk[(EntriesOffset + index * 8)..], address);
}
