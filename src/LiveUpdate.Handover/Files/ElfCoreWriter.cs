using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>Writes a physical image as an ELF core file: a segment for each run of pages, and a note of where it starts.</summary>
public static class ElfCoreWriter
{
    /// <summary>The most pages that are written; what a damaged tracker names beyond is left out.</summary>
    public const int MaxPages = 1 << 22;

    /// <summary>
    /// Writes an image. Of one that does not know its pages it writes what matters: the KHO tree, the tracker, the
    /// scratch array, and every page that the tracker or a structure names.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="file">Where the file goes.</param>
    /// <returns>How many pages were written.</returns>
    public static int Write(IPhysicalImage image, Stream file)
    {
        ulong[] pages = image is ISparseImage sparse ? [.. sparse.PageAddresses] : HandedOverPages.Of(image, MaxPages);
        return Write(image, pages, file);
    }

    /// <summary>Writes some pages of an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="pages">The addresses of the pages, ascending; those that the image lacks are left out.</param>
    /// <param name="file">Where the file goes.</param>
    /// <returns>How many pages were written.</returns>
    public static int Write(IPhysicalImage image, IReadOnlyList<ulong> pages, Stream file)
    {
        List<Run> runs = Runs(image, pages);
        int segments = runs.Count + 1;
        bool isMany = segments >= ElfCore.ManySegments;
        long noteAt = ElfCore.HeaderSize + (long)segments * ElfCore.SegmentSize + (isMany ? ElfCore.SectionSize : 0);
        int noteSize = 12 + (int)ElfCore.Align4(ElfCore.OwnNoteName.Length) + ElfCore.OwnNoteSize;
        long dataAt = (noteAt + noteSize + image.PageSize - 1) / image.PageSize * image.PageSize;

        file.Write(Header(segments, isMany));
        file.Write(Segment(ElfCore.Note, noteAt, 0, (ulong)noteSize, 4));
        long at = dataAt;
        foreach (Run run in runs)
        {
            ulong length = (ulong)run.Count * (ulong)image.PageSize;
            file.Write(Segment(ElfCore.Load, at, run.Address, length, (ulong)image.PageSize));
            at += (long)length;
        }

        if (isMany)
        {
            byte[] section = new byte[ElfCore.SectionSize];
            BinaryPrimitives.WriteUInt32LittleEndian(section.AsSpan(ElfCore.SectionInfoOffset), (uint)segments);
            file.Write(section);
        }

        file.Write(OwnNote(image, noteSize));
        file.Write(new byte[dataAt - noteAt - noteSize]);
        return WritePages(image, runs, file);
    }

    private static int WritePages(IPhysicalImage image, List<Run> runs, Stream file)
    {
        int written = 0;
        foreach (Run run in runs)
        {
            for (int i = 0; i < run.Count; i++)
            {
                _ = image.TryGetPage(run.Address + (ulong)i * (ulong)image.PageSize, out ReadOnlySpan<byte> page);
                file.Write(page);
                written++;
            }
        }

        return written;
    }

    private static List<Run> Runs(IPhysicalImage image, IReadOnlyList<ulong> pages)
    {
        var runs = new List<Run>();
        foreach (ulong page in pages)
        {
            if (!image.TryGetPage(page, out _))
            {
                continue;
            }

            if (runs.Count > 0 && runs[^1].Address + (ulong)runs[^1].Count * (ulong)image.PageSize == page)
            {
                runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            }
            else
            {
                runs.Add(new Run(page, 1));
            }
        }

        return runs;
    }

    private static byte[] Header(int segments, bool isMany)
    {
        byte[] header = new byte[ElfCore.HeaderSize];
        BinaryPrimitives.WriteUInt32LittleEndian(header, ElfCore.Magic);
        header[4] = ElfCore.Class64;
        header[5] = ElfCore.LittleEndian;
        header[6] = 1;
        SetShort(ElfCore.TypeOffset, ElfCore.TypeCore);
        SetShort(ElfCore.MachineOffset, ElfCore.MachineX86);
        SetShort(ElfCore.VersionOffset, 1);
        SetShort(ElfCore.SegmentsOffset, ElfCore.HeaderSize);
        SetShort(ElfCore.HeaderSizeOffset, ElfCore.HeaderSize);
        SetShort(ElfCore.SegmentSizeOffset, ElfCore.SegmentSize);
        SetShort(ElfCore.SegmentCountOffset, Math.Min(segments, ElfCore.ManySegments));
        SetShort(ElfCore.SectionSizeOffset, ElfCore.SectionSize);
        if (isMany)
        {
            long sections = ElfCore.HeaderSize + (long)segments * ElfCore.SegmentSize;
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(ElfCore.SectionsOffset), sections);
            SetShort(ElfCore.SectionCountOffset, 1);
        }

        return header;

        void SetShort(int offset, int value) =>
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(offset), (ushort)value);
    }

    private static byte[] Segment(uint type, long offset, ulong address, ulong length, ulong alignment)
    {
        byte[] segment = new byte[ElfCore.SegmentSize];
        BinaryPrimitives.WriteUInt32LittleEndian(segment, type);
        BinaryPrimitives.WriteInt64LittleEndian(segment.AsSpan(8), offset);
        BinaryPrimitives.WriteUInt64LittleEndian(segment.AsSpan(24), address);
        BinaryPrimitives.WriteUInt64LittleEndian(segment.AsSpan(32), length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment.AsSpan(40), type == ElfCore.Load ? length : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(segment.AsSpan(48), alignment);
        return segment;
    }

    private static byte[] OwnNote(IPhysicalImage image, int size)
    {
        byte[] note = new byte[size];
        BinaryPrimitives.WriteInt32LittleEndian(note, ElfCore.OwnNoteName.Length);
        BinaryPrimitives.WriteInt32LittleEndian(note.AsSpan(4), ElfCore.OwnNoteSize);
        BinaryPrimitives.WriteUInt32LittleEndian(note.AsSpan(8), ElfCore.OwnNoteType);
        ElfCore.OwnNoteName.CopyTo(note.AsSpan(12));
        Span<byte> content = note.AsSpan(size - ElfCore.OwnNoteSize);
        BinaryPrimitives.WriteUInt64LittleEndian(content, image.FdtAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(content[8..], image.ScratchAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(content[16..], image.ScratchLength);
        BinaryPrimitives.WriteInt32LittleEndian(content[24..], image.PageSize);
        BinaryPrimitives.WriteUInt32LittleEndian(content[28..], ElfCore.OwnNoteVersion);
        return note;
    }

    private readonly record struct Run(ulong Address, int Count);
}
