namespace LiveUpdate.Handover;

/// <summary>The numbers of ELF core files of 64 bits, least significant byte first.</summary>
internal static class ElfCore
{
    public const uint Magic = 0x464C457F;
    public const byte Class64 = 2;
    public const byte LittleEndian = 1;
    public const ushort TypeCore = 4;
    public const ushort MachineX86 = 62;
    public const ushort MachineArm = 183;

    public const int HeaderSize = 64;
    public const int TypeOffset = 16;
    public const int MachineOffset = 18;
    public const int VersionOffset = 20;
    public const int SegmentsOffset = 32;
    public const int SectionsOffset = 40;
    public const int HeaderSizeOffset = 52;
    public const int SegmentSizeOffset = 54;
    public const int SegmentCountOffset = 56;
    public const int SectionSizeOffset = 58;
    public const int SectionCountOffset = 60;

    public const int SegmentSize = 56;
    public const int SectionSize = 64;

    /// <summary>Where the first section holds the number of segments that the header has no room for.</summary>
    public const int SectionInfoOffset = 44;

    /// <summary>The number of segments that stands for "see the first section".</summary>
    public const int ManySegments = 0xFFFF;

    public const uint Load = 1;
    public const uint Note = 4;

    /// <summary>Where the image starts, in the note of our own files: tree, scratch array, its length, page size, version.</summary>
    public const int OwnNoteSize = 32;
    public const uint OwnNoteType = 1;
    public const uint OwnNoteVersion = 1;

    /// <summary>The name of that note, its NUL included.</summary>
    public static ReadOnlySpan<byte> OwnNoteName => "LIVEUPDATE\0"u8;

    public static long Align4(long length) => (length + 3) & ~3L;
}
