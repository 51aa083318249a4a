using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>A scratch area, 16 bytes of the scratch array (kho 9, KHO-SCR-01).</summary>
/// <param name="Address">Physical address of the first byte; at byte 0.</param>
/// <param name="Length">Length in bytes, 0 for an area that is not there; at byte 8.</param>
public readonly record struct ScratchRegion(ulong Address, ulong Length)
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 16;

    /// <summary>The order of the largest block of the page allocator, to whose size areas are aligned.</summary>
    public const int MaxPageOrder = 10;

    /// <summary>Where <see cref="Length"/> is.</summary>
    public const int LengthOffset = 8;

    /// <summary>How long an area is that was asked for: whole blocks of the largest order (KHO-SCR-02).</summary>
    /// <param name="asked">The size in bytes that was asked for.</param>
    /// <param name="pageSize">The size of a page in bytes.</param>
    public static ulong LengthFor(ulong asked, int pageSize)
    {
        ulong unit = (ulong)pageSize << MaxPageOrder;
        return (asked + unit - 1) / unit * unit;
    }

    /// <summary>Whether a range shares a byte with the area.</summary>
    /// <param name="address">Physical address of the range's first byte.</param>
    /// <param name="length">The range's length in bytes.</param>
    public bool Overlaps(ulong address, ulong length)
    {
        // As 128-bit numbers, because a hostile range may end beyond the 64-bit space.
        UInt128 end = (UInt128)address + length;
        return length != 0 && Length != 0 && Address < end && address < (UInt128)Address + Length;
    }

    /// <summary>Reads an area.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static ScratchRegion Read(ReadOnlySpan<byte> source) =>
        new(
            BinaryPrimitives.ReadUInt64LittleEndian(source),
            BinaryPrimitives.ReadUInt64LittleEndian(source[LengthOffset..])
        );

    /// <summary>Writes the area.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, Address);
        BinaryPrimitives.WriteUInt64LittleEndian(target[LengthOffset..], Length);
    }
}
