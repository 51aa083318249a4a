using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>Reads the headers of an ELF core file.</summary>
internal static class ElfCoreReader
{
    private const int MaxNotes = 1 << 20;

    /// <summary>Whether bytes start as an ELF file does.</summary>
    public static bool IsElf(IByteSource source)
    {
        Span<byte> head = stackalloc byte[4];
        if (source.Length < head.Length)
        {
            return false;
        }

        source.Read(0, head);
        return BinaryPrimitives.ReadUInt32LittleEndian(head) == ElfCore.Magic;
    }

    /// <summary>Reads the segments and our own note.</summary>
    /// <param name="source">The file.</param>
    /// <param name="segments">The runs of physical memory by ascending address.</param>
    /// <param name="note">What our own note says, if there is one.</param>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public static string? Read(IByteSource source, List<MemorySegment> segments, out ElfCoreNote? note)
    {
        note = null;
        byte[] header = new byte[ElfCore.HeaderSize];
        if (source.Length < header.Length)
        {
            return $"the ELF header is cut off at byte {source.Length}: copy the file again";
        }

        source.Read(0, header);
        if (header[4] != ElfCore.Class64 || header[5] != ElfCore.LittleEndian)
        {
            return "at byte 4: it is no ELF file of 64 bits, least significant byte first: dump the memory of such a machine";
        }

        if (Short(header, ElfCore.TypeOffset) != ElfCore.TypeCore)
        {
            return "at byte 16: it is an ELF file, but no core file: give a dump of physical memory";
        }

        if (Short(header, ElfCore.SegmentSizeOffset) != ElfCore.SegmentSize)
        {
            return $"at byte {ElfCore.SegmentSizeOffset}: program headers have {ElfCore.SegmentSize} bytes: the file is damaged, dump it again";
        }

        ulong table = Long(header, ElfCore.SegmentsOffset);
        string? error = CountSegments(source, header, out uint count);
        if (error is not null)
        {
            return error;
        }

        ulong end = (ulong)source.Length;
        if (table > end || count * (ulong)ElfCore.SegmentSize > end - table)
        {
            return $"at byte {ElfCore.SegmentsOffset}: {count} program headers at offset {table} reach beyond the file's {end} bytes: copy it again";
        }

        byte[] segment = new byte[ElfCore.SegmentSize];
        for (uint i = 0; i < count && error is null; i++)
        {
            long at = (long)(table + i * (ulong)ElfCore.SegmentSize);
            source.Read(at, segment);
            error = BinaryPrimitives.ReadUInt32LittleEndian(segment) switch
            {
                ElfCore.Load => AddSegment(segment, i, end, segments),
                ElfCore.Note => ReadNotes(source, segment, end, ref note),
                _ => null,
            };
        }

        // Segments that share bytes of the file could make a small file name any amount of memory.
        UInt128 needed = 0;
        foreach (MemorySegment run in segments)
        {
            needed += run.FileLength;
        }

        if (error is null && needed > end)
        {
            error =
                $"the segments need {needed} bytes of a file of {end}: they overlap, so it is damaged, dump it again";
        }

        segments.Sort((left, right) => left.Address.CompareTo(right.Address));
        return error;
    }

    private static string? CountSegments(IByteSource source, byte[] header, out uint count)
    {
        count = Short(header, ElfCore.SegmentCountOffset);
        if (count != ElfCore.ManySegments)
        {
            return null;
        }

        ulong sections = Long(header, ElfCore.SectionsOffset);
        if (sections == 0 || sections > (ulong)source.Length - ElfCore.SectionSize)
        {
            return $"at byte {ElfCore.SectionsOffset}: the section that counts the segments is not in the file: copy it again";
        }

        byte[] info = new byte[4];
        source.Read((long)sections + ElfCore.SectionInfoOffset, info);
        count = BinaryPrimitives.ReadUInt32LittleEndian(info);
        return null;
    }

    private static string? AddSegment(byte[] header, uint index, ulong end, List<MemorySegment> segments)
    {
        ulong offset = Long(header, 8);
        ulong address = Long(header, 24);
        ulong fileLength = Long(header, 32);
        ulong length = Math.Max(Long(header, 40), fileLength);
        if (offset > end || fileLength > end - offset)
        {
            return $"segment {index} (physical 0x{address:x}) needs bytes {offset} to {(UInt128)offset + fileLength} of a file of {end}: it was cut off, copy it again";
        }

        if (length > ulong.MaxValue - address)
        {
            return $"segment {index} (physical 0x{address:x}) of {length} bytes reaches beyond 64 bits: the file is damaged, dump it again";
        }

        if (length > 0)
        {
            segments.Add(new MemorySegment(address, length, (long)offset, fileLength));
        }

        return null;
    }

    private static string? ReadNotes(IByteSource source, byte[] header, ulong end, ref ElfCoreNote? note)
    {
        ulong offset = Long(header, 8);
        ulong length = Long(header, 32);
        if (offset > end || length > end - offset)
        {
            return $"the notes at offset {offset} reach beyond the file's {end} bytes: it was cut off, copy it again";
        }

        byte[] notes = new byte[(int)Math.Min(length, MaxNotes)];
        source.Read((long)offset, notes);
        // Notes of others may be malformed; then ours, if any, is not found, and the tree is searched for instead.
        for (long at = 0; at + 12 <= notes.Length; )
        {
            long nameLength = BinaryPrimitives.ReadUInt32LittleEndian(notes.AsSpan((int)at));
            long contentLength = BinaryPrimitives.ReadUInt32LittleEndian(notes.AsSpan((int)at + 4));
            long contentAt = at + 12 + ElfCore.Align4(nameLength);
            long next = contentAt + ElfCore.Align4(contentLength);
            if (contentAt + contentLength > notes.Length)
            {
                break;
            }

            ReadOnlySpan<byte> name = notes.AsSpan((int)at + 12, (int)nameLength);
            if (name.SequenceEqual(ElfCore.OwnNoteName) && contentLength == ElfCore.OwnNoteSize)
            {
                note = ElfCoreNote.Read(notes.AsSpan((int)contentAt));
            }

            at = next;
        }

        return null;
    }

    private static ushort Short(byte[] bytes, int offset) =>
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset));

    private static ulong Long(byte[] bytes, int offset) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(offset));
}
