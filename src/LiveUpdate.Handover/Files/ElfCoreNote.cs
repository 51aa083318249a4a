using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>What the note in a file of our own says.</summary>
/// <param name="FdtAddress">Physical address of the KHO tree.</param>
/// <param name="ScratchAddress">Physical address of the scratch array.</param>
/// <param name="ScratchLength">Length of the scratch array in bytes.</param>
/// <param name="PageSize">The page size in bytes.</param>
internal sealed record ElfCoreNote(ulong FdtAddress, ulong ScratchAddress, ulong ScratchLength, int PageSize)
{
    public static ElfCoreNote Read(ReadOnlySpan<byte> content) =>
        new(
            BinaryPrimitives.ReadUInt64LittleEndian(content),
            BinaryPrimitives.ReadUInt64LittleEndian(content[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(content[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(content[24..])
        );
}
