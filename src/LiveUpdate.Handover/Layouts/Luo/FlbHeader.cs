using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>The head of the FLB page, 16 bytes (luo-abi 5).</summary>
/// <param name="PageCount">How many pages it takes, always 1; at byte 0.</param>
/// <param name="Count">How many records follow, written at reboot; at byte 8.</param>
public readonly record struct FlbHeader(ulong PageCount, ulong Count)
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 16;

    /// <summary>Where <see cref="Count"/> is.</summary>
    public const int CountOffset = 8;

    /// <summary>Where a record starts in the FLB page.</summary>
    /// <param name="index">The index of the record.</param>
    public static int RecordOffset(int index) => Size + index * FlbRecord.Size;

    /// <summary>Reads a header.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static FlbHeader Read(ReadOnlySpan<byte> source) =>
        new(
            BinaryPrimitives.ReadUInt64LittleEndian(source),
            BinaryPrimitives.ReadUInt64LittleEndian(source[CountOffset..])
        );

    /// <summary>Writes the header.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, PageCount);
        BinaryPrimitives.WriteUInt64LittleEndian(target[CountOffset..], Count);
    }
}
