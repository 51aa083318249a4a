using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>What the boot parameters of x86 say of KHO: the payload of setup data of type 10, 32 bytes (kho 1).</summary>
/// <param name="FdtAddress">Physical address of the KHO device tree; at byte 0.</param>
/// <param name="FdtLength">Always one page, whatever the tree's own size; at byte 8.</param>
/// <param name="ScratchAddress">Physical address of the scratch array; at byte 16.</param>
/// <param name="ScratchLength">Length of the scratch array in bytes, 16 an area; at byte 24.</param>
public readonly record struct KhoBootData(ulong FdtAddress, ulong FdtLength, ulong ScratchAddress, ulong ScratchLength)
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 32;

    /// <summary>The type of the setup data.</summary>
    public const uint SetupDataType = 10;

    /// <summary>Reads boot data.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static KhoBootData Read(ReadOnlySpan<byte> source) =>
        new(
            BinaryPrimitives.ReadUInt64LittleEndian(source),
            BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[24..])
        );

    /// <summary>Writes the boot data.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, FdtAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], FdtLength);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], ScratchAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(target[24..], ScratchLength);
    }
}
