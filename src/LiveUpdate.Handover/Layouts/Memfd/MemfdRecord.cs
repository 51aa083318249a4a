using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>What the memfd handler hands over of one file, 48 bytes (luo-abi 6).</summary>
/// <param name="Position">The offset of the preserved open file, sampled at freeze; at byte 0.</param>
/// <param name="Length">The file's size in bytes when it was preserved; at byte 8.</param>
/// <param name="Seals">The seals when it was preserved; at byte 16.</param>
/// <param name="Flags">Written 0, not read; at byte 20.</param>
/// <param name="FolioCount">How many entries the folio array has, 0 for an empty file; at byte 24.</param>
/// <param name="Folios">Where the folio array is, all zero for an empty file; at byte 32.</param>
public readonly record struct MemfdRecord(
    ulong Position,
    ulong Length,
    uint Seals,
    uint Flags,
    ulong FolioCount,
    VmallocDescriptor Folios
)
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 48;

    /// <summary>Where <see cref="Position"/> is.</summary>
    public const int PositionOffset = 0;

    /// <summary>Where <see cref="Length"/> is.</summary>
    public const int LengthOffset = 8;

    /// <summary>Where <see cref="Seals"/> is.</summary>
    public const int SealsOffset = 16;

    /// <summary>Where <see cref="Flags"/> is.</summary>
    public const int FlagsOffset = 20;

    /// <summary>Where <see cref="FolioCount"/> is.</summary>
    public const int FolioCountOffset = 24;

    /// <summary>Where <see cref="Folios"/> is.</summary>
    public const int FoliosOffset = 32;

    /// <summary>The seals that a reader accepts (MEMFD-15).</summary>
    public const uint KnownSeals = 0x3F;

    /// <summary>Reads a record.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static MemfdRecord Read(ReadOnlySpan<byte> source) =>
        new(
            BinaryPrimitives.ReadUInt64LittleEndian(source[PositionOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[LengthOffset..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[SealsOffset..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[FlagsOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[FolioCountOffset..]),
            VmallocDescriptor.Read(source[FoliosOffset..])
        );

    /// <summary>Writes the record.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target[PositionOffset..], Position);
        BinaryPrimitives.WriteUInt64LittleEndian(target[LengthOffset..], Length);
        BinaryPrimitives.WriteUInt32LittleEndian(target[SealsOffset..], Seals);
        BinaryPrimitives.WriteUInt32LittleEndian(target[FlagsOffset..], Flags);
        BinaryPrimitives.WriteUInt64LittleEndian(target[FolioCountOffset..], FolioCount);
        Folios.WriteTo(target[FoliosOffset..]);
    }
}
