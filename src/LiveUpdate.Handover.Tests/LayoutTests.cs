using System.Buffers.Binary;
using System.Text;

namespace LiveUpdate.Handover.Tests;

/// <summary>Every field is where the tables of luo-abi and kho say, at any offset of a larger buffer.</summary>
public class LayoutTests
{
    [Theory]
    [InlineData(12, 53, 9, 15, 6, 511, 51, 63)]
    [InlineData(14, 51, 11, 17, 5, 2047, 204, 255)]
    [InlineData(16, 49, 13, 19, 4, 8191, 819, 1023)]
    public void The_page_size_gives_the_documented_numbers(
        int shift,
        int width,
        int table,
        int bitmap,
        int levels,
        int chunk,
        int sessions,
        int files
    )
    {
        var geometry = new PageGeometry(shift);
        Assert.Equal(width, geometry.KeyWidth);
        Assert.Equal(table, geometry.TableIndexBits);
        Assert.Equal(bitmap, geometry.BitmapIndexBits);
        Assert.Equal(levels, geometry.Levels);
        Assert.Equal(chunk, geometry.ChunkEntries);
        Assert.Equal(sessions, geometry.SessionsPerBlock);
        Assert.Equal(files, geometry.FilesPerBlock);
        Assert.Equal(files, geometry.FlbsPerPage);
    }

    [Fact]
    public void The_luo_header_matches_the_bytes_of_the_documented_example()
    {
        byte[] bytes = new byte[LuoHeader.Size];
        new LuoHeader
        {
            Compatible = FormatNames.Luo,
            Number = 1,
            SessionsAddress = 0x5EB000,
            FlbsAddress = 0x5D6000,
        }.WriteTo(bytes);
        Assert.Equal(
            "6C756F2D7635000001000000000000000" + "0B05E000000000000605D0000000000",
            Convert.ToHexString(bytes)
        );
        LuoHeader read = LuoHeader.Read(bytes);
        Assert.True(read.IsCompatible);
        Assert.Equal((1UL, 0x5EB000UL, 0x5D6000UL), (read.Number, read.SessionsAddress, read.FlbsAddress));
    }

    [Fact]
    public void A_session_record_has_80_bytes_with_the_chain_at_64_and_the_count_at_72()
    {
        byte[] bytes = Filled(SessionRecord.Size);
        new SessionRecord
        {
            Name = "alpha"u8,
            FilesAddress = 0x1122334455667788,
            FileCount = 3,
        }.WriteTo(bytes);
        Assert.Equal(80, bytes.Length);
        Assert.Equal("alpha", Text(bytes, 0, 5));
        Assert.All(bytes[5..64], b => Assert.Equal(0, b));
        Assert.Equal(0x1122334455667788UL, Word(bytes, 64));
        Assert.Equal(3UL, Word(bytes, 72));
        SessionRecord read = SessionRecord.Read(bytes);
        Assert.True(read.Name.SequenceEqual("alpha"u8));
        Assert.Equal((0x1122334455667788UL, 3UL), (read.FilesAddress, read.FileCount));
    }

    [Fact]
    public void A_name_without_a_NUL_is_read_as_the_whole_field()
    {
        byte[] bytes = Filled(SessionRecord.Size);
        Assert.Equal(SessionRecord.NameSize, SessionRecord.Read(bytes).Name.Length);
    }

    [Fact]
    public void A_file_record_has_64_bytes_with_the_data_at_48_and_the_token_at_56()
    {
        byte[] bytes = Filled(FileRecord.Size);
        new FileRecord
        {
            Compatible = FormatNames.Memfd,
            Data = 0x5ED000,
            Token = ulong.MaxValue,
        }.WriteTo(bytes);
        Assert.Equal(64, bytes.Length);
        Assert.Equal("memfd-v2", Text(bytes, 0, 8));
        Assert.All(bytes[8..48], b => Assert.Equal(0, b));
        Assert.Equal(0x5ED000UL, Word(bytes, 48));
        Assert.Equal(ulong.MaxValue, Word(bytes, 56));
        FileRecord read = FileRecord.Read(bytes);
        Assert.True(read.IsMemfd);
        Assert.Equal((0x5ED000UL, ulong.MaxValue), (read.Data, read.Token));
    }

    [Fact]
    public void The_FLB_page_has_a_head_of_16_bytes_and_records_of_64()
    {
        byte[] bytes = Filled(FlbHeader.RecordOffset(2));
        new FlbHeader(1, 2).WriteTo(bytes);
        new FlbRecord
        {
            Name = "flb"u8,
            Data = 7,
            Count = 9,
        }.WriteTo(bytes.AsSpan(FlbHeader.RecordOffset(1)));
        Assert.Equal(16 + 128, bytes.Length);
        Assert.Equal((1UL, 2UL), (Word(bytes, 0), Word(bytes, 8)));
        Assert.Equal("flb", Text(bytes, 80, 3));
        Assert.Equal((7UL, 9UL), (Word(bytes, 80 + 48), Word(bytes, 80 + 56)));
        Assert.Equal(new FlbHeader(1, 2), FlbHeader.Read(bytes));
        FlbRecord read = FlbRecord.Read(bytes.AsSpan(80));
        Assert.True(read.Name.SequenceEqual("flb"u8));
        Assert.Equal((7UL, 9UL), (read.Data, read.Count));
    }

    [Fact]
    public void A_block_starts_with_the_next_block_and_its_count()
    {
        byte[] bytes = Filled(BlockHeader.Size);
        new BlockHeader(0x5000, 51).WriteTo(bytes);
        Assert.Equal((0x5000UL, 51UL), (Word(bytes, 0), Word(bytes, 8)));
        Assert.Equal(new BlockHeader(0x5000, 51), BlockHeader.Read(bytes));
        Assert.Equal(16 + 50 * 80, BlockHeader.EntryOffset(SessionRecord.Size, 50));
    }

    [Fact]
    public void A_memfd_record_matches_the_golden_example()
    {
        byte[] bytes = Filled(MemfdRecord.Size);
        var record = new MemfdRecord(5, 9, 2, 0, 1, new VmallocDescriptor(0x5EF000, 1, 1, 0));
        record.WriteTo(bytes);
        Assert.Equal(48, bytes.Length);
        Assert.Equal((5UL, 9UL), (Word(bytes, 0), Word(bytes, 8)));
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(16)));
        Assert.Equal(0u, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(20)));
        Assert.Equal((1UL, 0x5EF000UL), (Word(bytes, 24), Word(bytes, 32)));
        Assert.Equal("0100000001000000", Convert.ToHexString(bytes[40..48]));
        Assert.Equal(record, MemfdRecord.Read(bytes));
    }

    [Fact]
    public void A_folio_entry_matches_the_golden_example()
    {
        byte[] bytes = Filled(FolioEntry.Size);
        var entry = FolioEntry.Of(0x15EB, FolioEntry.WrittenFlags, 0);
        entry.WriteTo(bytes);
        Assert.Equal((0x00300000000015EBUL, 0UL), (Word(bytes, 0), Word(bytes, 8)));
        Assert.Equal((0x15EBUL, 3, 0UL), (entry.Frame, entry.Flags, entry.Index));
        Assert.Equal(entry, FolioEntry.Read(bytes));
    }

    [Fact]
    public void A_chunk_is_its_successor_and_511_addresses()
    {
        byte[] page = new byte[4096];
        VmallocChunk.SetNext(page, 0x1000);
        VmallocChunk.SetEntry(page, 0, 0x2000);
        VmallocChunk.SetEntry(page, 510, 0x3000);
        Assert.Equal((0x1000UL, 0x2000UL, 0x3000UL), (Word(page, 0), Word(page, 8), Word(page, 4088)));
        Assert.Equal(0x1000UL, VmallocChunk.Next(page));
        Assert.Equal(0x3000UL, VmallocChunk.Entry(page, 510));
    }

    [Fact]
    public void The_kexec_metadata_are_73_packed_bytes()
    {
        byte[] bytes = Filled(KexecMetadata.Size);
        new KexecMetadata
        {
            Version = 1,
            Release = "7.3.4"u8,
            Count = 2,
        }.WriteTo(bytes);
        Assert.Equal(73, bytes.Length);
        Assert.Equal("01000000", Convert.ToHexString(bytes[..4]));
        Assert.Equal("7.3.4", Text(bytes, 4, 5));
        Assert.All(bytes[9..69], b => Assert.Equal(0, b));
        Assert.Equal("02000000", Convert.ToHexString(bytes[69..]));
        KexecMetadata read = KexecMetadata.Read(bytes);
        Assert.Equal((1u, 2u), (read.Version, read.Count));
        Assert.True(read.Release.SequenceEqual("7.3.4"u8));
    }

    [Fact]
    public void Scratch_areas_and_boot_data_are_plain_words()
    {
        byte[] bytes = Filled(KhoBootData.Size);
        var data = new KhoBootData(0x42B000, 0x1000, 0x6410000, 0x30);
        data.WriteTo(bytes);
        Assert.Equal(
            [0x42B000UL, 0x1000UL, 0x6410000UL, 0x30UL],
            Enumerable.Range(0, 4).Select(i => Word(bytes, i * 8))
        );
        Assert.Equal(data, KhoBootData.Read(bytes));
        var region = new ScratchRegion(0x6400000, 0x1000000);
        region.WriteTo(bytes);
        Assert.Equal((0x6400000UL, 0x1000000UL), (Word(bytes, 0), Word(bytes, 8)));
        Assert.Equal(region, ScratchRegion.Read(bytes));
    }

    [Theory]
    [InlineData(0x3FF000UL, 0x1000UL, false)]
    [InlineData(0x3FF000UL, 0x1001UL, true)]
    [InlineData(0x7FFFFFUL, 1UL, true)]
    [InlineData(0x800000UL, 0x1000UL, false)]
    [InlineData(0x300000UL, ulong.MaxValue, true)]
    [InlineData(0x400000UL, 0UL, false)]
    public void An_area_is_half_open(ulong address, ulong length, bool overlaps) =>
        Assert.Equal(overlaps, new ScratchRegion(0x400000, 0x400000).Overlaps(address, length));

    private static byte[] Filled(int length)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, (byte)0xEE);
        return bytes;
    }

    private static ulong Word(byte[] bytes, int offset) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(offset));

    private static string Text(byte[] bytes, int offset, int length) => Encoding.ASCII.GetString(bytes, offset, length);
}
