using System.Buffers.Binary;
using System.IO.Compression;

namespace LiveUpdate.Handover.Tests;

/// <summary>Files are opened whatever their form, and bad ones are refused with what, where and how to mend it.</summary>
public sealed class ImageFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly MemoryImage _image = ImageWriter.Write(4096, Content.Small(), folioOrder: 2);

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_file_of_ours_is_the_image_it_was_written_from()
    {
        File.WriteAllBytes(_path, Elf());
        using ImageFile file = Open(ImageFileOptions.Default);
        AssertSame(file);
    }

    [Fact]
    public void A_packed_file_is_opened_as_well()
    {
        Pack(Elf());
        using ImageFile file = Open(ImageFileOptions.Default);
        AssertSame(file);
    }

    [Fact]
    public void A_packed_file_beyond_the_limit_is_refused()
    {
        Pack(Elf());
        Assert.Contains(
            "more than the 5000 bytes",
            Refusal(new ImageFileOptions { MaxUnpacked = 5000 }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_damaged_packed_file_is_refused()
    {
        Pack(Elf());
        byte[] bytes = File.ReadAllBytes(_path);
        bytes.AsSpan(bytes.Length / 2, 200).Fill(0xFF);
        File.WriteAllBytes(_path, bytes);
        Assert.Contains("damaged", Refusal(ImageFileOptions.Default), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Raw_memory_is_opened_with_the_address_of_the_tree_or_without(bool isGiven)
    {
        byte[] raw = new byte[8 << 20];
        MemoryImage image = ImageWriter.Write(4096, Content.Small(), first: 1 << 20);
        foreach (ulong page in image.PageAddresses.Where(page => page < (ulong)raw.Length))
        {
            image.Page(page).CopyTo(raw.AsSpan((int)page));
        }

        // An old copy of the tree's page elsewhere is not taken for the tree.
        image.Page(image.FdtAddress).CopyTo(raw.AsSpan(0x5000));
        File.WriteAllBytes(_path, raw);
        using ImageFile file = Open(new ImageFileOptions { FdtAddress = isGiven ? image.FdtAddress : null });
        Assert.Equal(image.FdtAddress, file.FdtAddress);
        ImageExpectation content = Content.Small();
        Assert.Empty(ImageRules.Check(file, content).Faults);
    }

    [Fact]
    public void Of_two_trees_that_both_work_the_newer_is_taken()
    {
        MemoryImage older = ImageWriter.Write(4096, Content.Small(), first: 1 << 20);
        MemoryImage newer = ImageWriter.Write(4096, Content.Small() with { KexecCount = 2 }, first: 64 << 20);
        foreach (ulong page in older.PageAddresses)
        {
            older.Page(page).CopyTo(newer.Page(page));
        }

        using (FileStream stream = File.Create(_path))
        {
            // Without our note, as another tool writes it.
            byte[] elf = Elf(newer);
            elf.AsSpan().Replace("LIVEUPDATE"u8, "SOMETHING!"u8);
            stream.Write(elf);
        }

        using ImageFile file = Open(ImageFileOptions.Default);
        Assert.Equal(newer.FdtAddress, file.FdtAddress);
    }

    [Fact]
    public void Two_trees_of_one_age_are_refused()
    {
        MemoryImage image = ImageWriter.Write(4096, Content.Small(), first: 1 << 20);
        MemoryImage other = ImageWriter.Write(4096, Content.Small(), first: 64 << 20);
        foreach (ulong page in image.PageAddresses)
        {
            image.Page(page).CopyTo(other.Page(page));
        }

        byte[] elf = Elf(other);
        elf.AsSpan().Replace("LIVEUPDATE"u8, "SOMETHING!"u8);
        File.WriteAllBytes(_path, elf);
        Assert.Contains("2 KHO trees", Refusal(ImageFileOptions.Default), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_refused()
    {
        File.WriteAllText(_path, "no image");
        Assert.Contains(
            "neither an ELF core file nor raw memory",
            Refusal(ImageFileOptions.Default),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "not in the file",
            Refusal(new ImageFileOptions { FdtAddress = 0x1000 }),
            StringComparison.Ordinal
        );
        Assert.Contains("pages of 5 bytes", Refusal(new ImageFileOptions { PageSize = 5 }), StringComparison.Ordinal);
        File.WriteAllBytes(_path, []);
        Assert.NotEmpty(Refusal(ImageFileOptions.Default));
        File.Delete(_path);
        Assert.Contains(_path, Refusal(ImageFileOptions.Default), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused_with_the_place()
    {
        byte[] elf = Elf();
        var seed = new TestSeed(7);
        for (int i = 0; i < 60; i++)
        {
            // The first segments are short: also cut within the headers.
            int length = 4 + (i < 30 ? seed.Below(400) : seed.Below(elf.Length - 4));
            File.WriteAllBytes(_path, elf[..length]);
            string refusal = Refusal(ImageFileOptions.Default);
            Assert.StartsWith(_path + ": ", refusal, StringComparison.Ordinal);
            Assert.Matches("copy it again|copy the file again", refusal);
        }
    }

    [Fact]
    public void Damaged_headers_are_read_or_refused()
    {
        byte[] elf = Elf();
        int headers = 64 + BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(56)) * 56 + 60;
        var seed = new TestSeed(11);
        int refused = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] bytes = elf[..headers];
            bytes[seed.Below(headers)] ^= (byte)(1 << seed.Below(8));
            Array.Resize(ref bytes, elf.Length);
            elf.AsSpan(headers).CopyTo(bytes.AsSpan(headers));
            File.WriteAllBytes(_path, bytes);
            if (ImageFile.TryOpen(_path, ImageFileOptions.Default, out ImageFile? file, out string? error))
            {
                using (file)
                {
                    Assert.True(file.PageAddresses.Count() <= elf.Length / 4096 + 1);
                    _ = HandoverImage.Read(file);
                }
            }
            else
            {
                Assert.DoesNotContain("\n", error, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 50, 350);
    }

    [Fact]
    public void More_segments_than_the_header_can_count_are_written_and_read()
    {
        using (var stream = new HoleStream(_path))
        {
            Assert.Equal(70_000, ElfCoreWriter.Write(new Comb(70_000), stream));
        }

        using ImageFile file = Open(ImageFileOptions.Default);
        Assert.Equal(70_000, file.PageAddresses.Count());
        Assert.True(file.TryGetPage(69_999 * 8192, out _));
        Assert.False(file.TryGetPage(69_999 * 8192 + 4096, out _));
    }

    [Fact]
    public void Memory_beyond_what_the_file_holds_is_zero()
    {
        byte[] elf = Elf();
        // The first LOAD segment is the second header: its memory size goes up by two pages.
        Span<byte> size = elf.AsSpan(64 + 56 + 40);
        ulong old = BinaryPrimitives.ReadUInt64LittleEndian(size);
        BinaryPrimitives.WriteUInt64LittleEndian(size, old + 8192);
        ulong address = BinaryPrimitives.ReadUInt64LittleEndian(elf.AsSpan(64 + 56 + 24));
        File.WriteAllBytes(_path, elf);
        using ImageFile file = Open(ImageFileOptions.Default);
        byte[] bytes = new byte[16];
        Array.Fill(bytes, (byte)1);
        Assert.True(file.TryRead(address + old - 8, bytes.AsSpan(0, 8)));
        Assert.True(!_image.TryGetPage(address + old, out _) && file.TryRead(address + old, bytes.AsSpan(8)));
        Assert.Equal(0, bytes[15]);
    }

    /// <summary>An image of pages of zeros with a gap behind each.</summary>
    private sealed class Comb(int count) : ISparseImage
    {
        private readonly byte[] _page = new byte[4096];

        public int PageSize => 4096;

        public ulong FdtAddress => 0;

        public ulong ScratchAddress => 0;

        public ulong ScratchLength => 0;

        public IEnumerable<ulong> PageAddresses => Enumerable.Range(0, count).Select(i => (ulong)i * 8192);

        public bool TryRead(ulong address, Span<byte> target) => false;

        public bool TryGetPage(ulong address, out ReadOnlySpan<byte> page)
        {
            page = _page;
            return address % 8192 == 0;
        }
    }

    /// <summary>A file in which pages of zeros are holes and cost nothing.</summary>
    private sealed class HoleStream(string path) : FileStream(path, FileMode.Create)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (buffer.ContainsAnyExcept((byte)0))
            {
                base.Write(buffer);
            }
            else
            {
                SetLength(Position + buffer.Length);
                Position += buffer.Length;
            }
        }
    }

    private byte[] Elf() => Elf(_image);

    private static byte[] Elf(MemoryImage image)
    {
        var stream = new MemoryStream();
        ElfCoreWriter.Write(image, stream);
        return stream.ToArray();
    }

    private void Pack(byte[] bytes)
    {
        using var packed = new GZipStream(File.Create(_path), CompressionLevel.Fastest);
        packed.Write(bytes);
    }

    private ImageFile Open(ImageFileOptions options)
    {
        Assert.True(ImageFile.TryOpen(_path, options, out ImageFile? image, out string? error), error);
        return image;
    }

    private string Refusal(ImageFileOptions options)
    {
        Assert.False(ImageFile.TryOpen(_path, options, out _, out string? error));
        return error;
    }

    private void AssertSame(ImageFile file)
    {
        Assert.Equal(
            (_image.FdtAddress, _image.ScratchAddress, _image.ScratchLength, _image.PageSize),
            (file.FdtAddress, file.ScratchAddress, file.ScratchLength, file.PageSize)
        );
        Assert.Equal(_image.PageAddresses, file.PageAddresses);
        Assert.Empty(ImageRules.Check(file, Content.Small()).Faults);
    }
}
