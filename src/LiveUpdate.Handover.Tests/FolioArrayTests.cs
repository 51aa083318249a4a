namespace LiveUpdate.Handover.Tests;

/// <summary>Folio arrays of any length are written and read entry by entry (D2.4, D2.5, KHO-VM-01).</summary>
public class FolioArrayTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(510, 510, 1)]
    [InlineData(511, 511, 2)]
    [InlineData(512, 512, 2)]
    [InlineData(1022, 1022, 3)]
    public void A_full_chunk_is_followed_by_another_even_an_empty_one(int arrayPages, uint totalPages, int chunks)
    {
        var writer = new ImageWriter(4096);
        var array = new FolioArrayWriter(writer, PageGeometry.FourKiB);
        for (int i = 0; i < arrayPages * 256; i++)
        {
            array.Append(FolioEntry.Of(1, FolioEntry.WrittenFlags, (ulong)i));
        }

        VmallocDescriptor descriptor = array.Finish();
        Assert.Equal(totalPages, descriptor.TotalPages);
        int found = 0;
        for (ulong chunk = descriptor.First; chunk != 0; chunk = VmallocChunk.Next(writer.Image.Page(chunk)))
        {
            found++;
        }

        Assert.Equal(chunks, found);
    }

    [Theory]
    [InlineData(511)]
    [InlineData(1022)]
    public void A_file_whose_array_fills_its_chunks_breaks_no_rule(int arrayPages)
    {
        var content = new ImageExpectation
        {
            OtherEntries = 0,
            Sessions = [Content.Session("s", Content.Memfd(1, (ulong)arrayPages * 256 * 4096, 0, 0))],
        };
        var writer = new ImageWriter(4096) { HasContents = false };
        writer.Write(content);
        ImageChecker checker = ImageRules.Check(writer.Image, content);
        Assert.Empty(checker.Faults);
        Assert.True(checker.Verdict(Contract.ClauseId.Of("KHO-VM-01")).IsHeld);
    }

    [Fact]
    public void The_metadata_of_a_large_file_go_through_memory_that_is_not_held()
    {
        const ulong count = (1 << 20) + 3;
        using var memory = new SpilledMemory(4096, 1UL << 40);
        var array = new FolioArrayWriter(memory, PageGeometry.FourKiB);
        for (ulong i = 0; i < count; i++)
        {
            array.Append(FolioEntry.Of((1UL << 30) + i * 3, FolioEntry.WrittenFlags, i));
        }

        VmallocDescriptor descriptor = array.Finish();
        Assert.Equal(4097u, descriptor.TotalPages);
        Assert.Equal(4097UL + 4097 / 511 + 1, memory.PageCount);
        var reader = new FolioArrayReader(memory, descriptor, count);
        ulong read = 0;
        while (reader.TryRead(out FolioEntry entry))
        {
            Assert.True(entry == FolioEntry.Of((1UL << 30) + read * 3, FolioEntry.WrittenFlags, read));
            read++;
        }

        Assert.Equal((count, false), (read, reader.IsBroken));
    }

    [Fact]
    public void A_broken_array_ends_early_and_says_where()
    {
        var writer = new ImageWriter(4096);
        var array = new FolioArrayWriter(writer, PageGeometry.FourKiB);
        for (ulong i = 0; i < 1000; i++)
        {
            array.Append(FolioEntry.Of(i + 1, FolioEntry.WrittenFlags, i));
        }

        VmallocDescriptor descriptor = array.Finish();
        ulong third = VmallocChunk.Entry(writer.Image.Page(descriptor.First), 2);
        writer.Image.Remove(third);
        var reader = new FolioArrayReader(writer.Image, descriptor, 1000);
        int read = 0;
        while (reader.TryRead(out _))
        {
            read++;
        }

        Assert.Equal((512, true, third), (read, reader.IsBroken, reader.BrokenAt));
    }

    [Fact]
    public void A_cycle_of_chunks_ends_with_the_pages_that_the_descriptor_gives()
    {
        var writer = new ImageWriter(4096);
        ulong chunk = writer.AllocatePage();
        ulong page = writer.AllocatePage();
        VmallocChunk.SetNext(writer.Image.Page(chunk), chunk);
        for (int i = 0; i < 511; i++)
        {
            VmallocChunk.SetEntry(writer.Image.Page(chunk), i, page);
        }

        var reader = new FolioArrayReader(writer.Image, new VmallocDescriptor(chunk, 600, 1, 0), ulong.MaxValue);
        int read = 0;
        while (reader.TryRead(out _))
        {
            read++;
        }

        Assert.Equal((600 * 256, true), (read, reader.IsBroken));
    }
}
