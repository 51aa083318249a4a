using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>Where a preserved vmalloc area is, 16 bytes (kho 7, KHO-VM-02).</summary>
/// <param name="First">Physical address of the first chunk, 0 for none; at byte 0.</param>
/// <param name="TotalPages">How many pages the area has; at byte 8.</param>
/// <param name="Flags">Bit 0 a plain area, bit 1 huge mappings allowed; at byte 12.</param>
/// <param name="Order">The order of each block that the chunks list; at byte 14.</param>
public readonly record struct VmallocDescriptor(ulong First, uint TotalPages, ushort Flags, ushort Order)
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 16;

    /// <summary>Where <see cref="TotalPages"/> is.</summary>
    public const int TotalPagesOffset = 8;

    /// <summary>Where <see cref="Flags"/> is.</summary>
    public const int FlagsOffset = 12;

    /// <summary>Where <see cref="Order"/> is.</summary>
    public const int OrderOffset = 14;

    /// <summary>The flag of a plain area.</summary>
    public const ushort PlainArea = 1;

    /// <summary>The flag of an area that may be mapped with huge pages.</summary>
    public const ushort HugeAllowed = 2;

    /// <summary>Reads a descriptor.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static VmallocDescriptor Read(ReadOnlySpan<byte> source) =>
        new(
            BinaryPrimitives.ReadUInt64LittleEndian(source),
            BinaryPrimitives.ReadUInt32LittleEndian(source[TotalPagesOffset..]),
            BinaryPrimitives.ReadUInt16LittleEndian(source[FlagsOffset..]),
            BinaryPrimitives.ReadUInt16LittleEndian(source[OrderOffset..])
        );

    /// <summary>Writes the descriptor.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, First);
        BinaryPrimitives.WriteUInt32LittleEndian(target[TotalPagesOffset..], TotalPages);
        BinaryPrimitives.WriteUInt16LittleEndian(target[FlagsOffset..], Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(target[OrderOffset..], Order);
    }
}
