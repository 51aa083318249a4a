using System.Buffers.Binary;

namespace LiveUpdate.Targets;

/// <summary>What a loaded kexec image says of the handover, as it stands in the kernel's memory.</summary>
/// <param name="FdtAddress">The physical address of the KHO tree, 0 when the image carries none.</param>
/// <param name="ScratchSource">The virtual address of the scratch array, where it is copied from.</param>
/// <param name="ScratchAddress">The physical address that the scratch array is copied to.</param>
/// <param name="ScratchLength">The length of the scratch array in bytes.</param>
internal readonly record struct LoadedImage(
    ulong FdtAddress,
    ulong ScratchSource,
    ulong ScratchAddress,
    ulong ScratchLength
)
{
    /// <summary>How much of the kernel's record of an image is looked at, in bytes; it is shorter.</summary>
    public const int RecordLength = 2048;

    private const int SegmentSize = 32;
    private const ulong PageMask = 4095;

    /// <summary>The array is placed at a multiple of this (kho 1).</summary>
    private const ulong ScratchAlignment = 0xffff;

    /// <summary>
    /// Finds the two fields of KHO in the record: a pointer to the segment of this record that holds the scratch array, and
    /// beside it the tree's physical address. Their offset differs from kernel to kernel, their shape does not.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="address">The record's virtual address.</param>
    public static LoadedImage Find(ReadOnlySpan<byte> record, ulong address)
    {
        for (int at = sizeof(ulong); at + 2 * sizeof(ulong) <= record.Length; at += sizeof(ulong))
        {
            ulong segment = Number(record, at) - address;
            if (segment % sizeof(ulong) != 0 || segment >= (ulong)at || segment + SegmentSize > (ulong)at)
            {
                continue;
            }

            ulong source = Number(record, (int)segment);
            ulong length = Number(record, (int)segment + 8);
            ulong target = Number(record, (int)segment + 16);
            bool isArray = length is > 0 and <= PageMask + 1 && length % 16 == 0 && source >> 63 == 1;
            if (!isArray || target == 0 || (target & ScratchAlignment) != 0 || target >> 52 != 0)
            {
                continue;
            }

            ulong behind = Number(record, at + sizeof(ulong));
            ulong tree = IsPage(behind) ? behind : Number(record, at - sizeof(ulong));
            if (IsPage(tree))
            {
                return new LoadedImage(tree, source, target, length);
            }
        }

        return default;
    }

    private static bool IsPage(ulong address) => address != 0 && (address & PageMask) == 0 && address >> 52 == 0;

    private static ulong Number(ReadOnlySpan<byte> record, int at) =>
        BinaryPrimitives.ReadUInt64LittleEndian(record[at..]);
}
