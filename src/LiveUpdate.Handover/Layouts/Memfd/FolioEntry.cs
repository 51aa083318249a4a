using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>One folio of a memfd, 16 bytes of the folio array (luo-abi 6, MEMFD-12).</summary>
/// <param name="FrameAndFlags">Bits 0 to 51 the page frame number, bits 52 to 63 the flags; at byte 0.</param>
/// <param name="Index">The page index in the file of the folio's first page; at byte 8.</param>
public readonly record struct FolioEntry(ulong FrameAndFlags, ulong Index)
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 16;

    /// <summary>Where <see cref="Index"/> is.</summary>
    public const int IndexOffset = 8;

    /// <summary>How many bits the page frame number has.</summary>
    public const int FrameBits = 52;

    /// <summary>The folio is dirty.</summary>
    public const int Dirty = 1;

    /// <summary>The folio is up to date.</summary>
    public const int UpToDate = 2;

    /// <summary>The flags that writers always store.</summary>
    public const int WrittenFlags = Dirty | UpToDate;

    /// <summary>The number of the folio's first page; 0 marks an entry to be skipped.</summary>
    public ulong Frame => FrameAndFlags & ((1UL << FrameBits) - 1);

    /// <summary>The flags.</summary>
    public int Flags => (int)(FrameAndFlags >> FrameBits);

    /// <summary>An entry.</summary>
    /// <param name="frame">The number of the folio's first page, below 2^52.</param>
    /// <param name="flags">The flags, below 2^12.</param>
    /// <param name="index">The page index in the file.</param>
    public static FolioEntry Of(ulong frame, int flags, ulong index) => new(frame | ((ulong)flags << FrameBits), index);

    /// <summary>Reads an entry.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static FolioEntry Read(ReadOnlySpan<byte> source) =>
        new(
            BinaryPrimitives.ReadUInt64LittleEndian(source),
            BinaryPrimitives.ReadUInt64LittleEndian(source[IndexOffset..])
        );

    /// <summary>Writes the entry.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, FrameAndFlags);
        BinaryPrimitives.WriteUInt64LittleEndian(target[IndexOffset..], Index);
    }
}
