using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Handover.Tests;

/// <summary>A sound image breaks no rule, and every kind of damage breaks the rule that speaks of it.</summary>
public class ImageRulesTests
{
    private static readonly Dictionary<string, (string Clause, Action<Patient> Harm)> Harms = new(
        StringComparer.Ordinal
    )
    {
        ["the tree is of an older KHO"] = (
            "KHO-FDT-01",
            p => p.Page(p.Image.FdtAddress).Replace("kho-v4"u8, "kho-v3"u8)
        ),
        ["the tree is no tree"] = ("KHO-FDT-01", p => p.Poke(p.Image.FdtAddress, 0)),
        ["the map is 0"] = ("KHO-FDT-01", p => p.Poke(p.At(p.Image.FdtAddress, p.Parsed.TrackerNodes[0].Address), 0)),
        ["nothing is handed over"] = ("KHO-FDT-01", p => p.Image.FdtAddress = 0),
        ["a blob size has another name"] = (
            "KHO-FDT-02",
            p => p.Page(p.Image.FdtAddress).Replace("blob-size"u8, "blob-sire"u8)
        ),
        ["the root is missing"] = ("KHO-RADIX-02", p => p.Image.Remove(p.Parsed.TrackerNodes[0].Address)),
        ["a tracker node is missing"] = ("KHO-RADIX-03", p => p.Image.Remove(p.Parsed.TrackerNodes[1].Address)),
        ["the tracker has a cycle"] = (
            "KHO-RADIX-03",
            p => p.Poke(p.Parsed.TrackerNodes[0].Address + 8, p.Parsed.TrackerNodes[0].Address)
        ),
        ["a key is too wide"] = (
            "KHO-RADIX-01",
            p => p.Poke(p.Parsed.TrackerNodes[0].Address + (ulong)p.Image.PageSize - 8, 0x1000)
        ),
        ["a node is preserved"] = ("KHO-RADIX-08", p => p.Preserve(p.Parsed.TrackerNodes[^1].Address, 0, true)),
        ["the tree is not preserved"] = ("ABI-05", p => p.Preserve(p.Image.FdtAddress, 0, false)),
        ["something is preserved in vain"] = ("KHO-PRES-12", p => p.Preserve(0x3000_0000, 0, true)),
        ["blocks overlap"] = ("ABI-05", p => p.Preserve(p.Luo & ~0xFFFFUL, 4, true)),
        ["a block is in scratch"] = ("ABI-05", p => p.Preserve(p.Parsed.Scratch[1].Address, 0, true)),
        ["a block reaches into scratch"] = ("ABI-05", p => p.Preserve(0, 20, true)),
        ["a scratch area is not aligned"] = (
            "KHO-SCR-01",
            p => p.Poke(p.Image.ScratchAddress, p.Parsed.Scratch[0].Address + 4096)
        ),
        ["a scratch area is twice as large"] = (
            "KHO-SCR-02",
            p => p.Poke(p.Image.ScratchAddress + 24, 2 * p.Parsed.Scratch[1].Length)
        ),
        ["there are two scratch areas"] = ("KHO-SCR-01", p => p.Image.ScratchLength = 32),
        ["the scratch array is missing"] = ("KHO-SCR-01", p => p.Image.ScratchAddress = 0x7000_0000_0000),
        ["the metadata have another version"] = ("KHO-META-01", p => p.Poke(p.Metadata, 2)),
        ["the kexecs are miscounted"] = ("KHO-META-01", p => p.Page(p.Metadata)[KexecMetadata.CountOffset]++),
        ["the release differs"] = ("KHO-META-01", p => p.Page(p.Metadata)[KexecMetadata.ReleaseOffset]++),
        ["LUO is of an older version"] = ("ABI-01", p => p.Page(p.Luo).Replace("luo-v5"u8, "luo-v4"u8)),
        ["the FLB page is 0"] = ("ABI-01", p => p.Poke(p.Luo + LuoHeader.FlbsAddressOffset, 0)),
        ["the sessions are forgotten"] = ("ABI-01", p => p.Poke(p.Luo + LuoHeader.SessionsAddressOffset, 0)),
        ["the live updates are miscounted"] = ("LUO-BOOT-02", p => p.Poke(p.Luo + LuoHeader.NumberOffset, 2)),
        ["a block counts none"] = ("KHO-BLK-02", p => p.Poke(p.Sessions + 8, 0)),
        ["a block counts too many"] = (
            "KHO-BLK-02",
            p => p.Poke(p.Sessions + 8, (ulong)PageGeometry.Of(p.Image.PageSize).SessionsPerBlock + 1)
        ),
        ["a block chain is a cycle"] = ("KHO-BLK-02", p => p.Poke(p.Sessions, p.Sessions)),
        ["a block is not full"] = ("KHO-BLK-01", p => p.Poke(p.Parsed.Sessions[2].FilesAddress + 8, 1)),
        ["a session counts a file more"] = ("ABI-05", p => p.Poke(p.Session(0) + SessionRecord.FileCountOffset, 5)),
        ["a session has a count and no files"] = (
            "ABI-04",
            p => p.Poke(p.Session(1) + SessionRecord.FileCountOffset, 1)
        ),
        ["a session's name is empty"] = ("ABI-05", p => p.Poke(p.Session(1), 0)),
        ["a session's name is not terminated"] = (
            "ABI-05",
            p => p.Page(p.Session(1)).Slice(p.Offset(p.Session(1)), 64).Fill(0x61)
        ),
        ["two sessions share a name"] = ("ABI-05", p => p.Page(p.Session(1)).Replace("beta\0\0"u8, "alpha\0"u8)),
        ["a session is another one"] = ("LUO-SESS-04", p => p.Page(p.Session(1)).Replace("beta"u8, "zeta"u8)),
        ["two sessions are swapped"] = ("ABI-03", p => p.Swap(p.Session(0), p.Session(2), SessionRecord.Size)),
        ["a session is missing"] = ("LUO-SESS-04", p => p.Poke(p.Sessions + 8, 2)),
        ["a name's field holds more"] = ("ABI-03", p => p.Page(p.Session(1))[p.Offset(p.Session(1)) + 10] = 1),
        ["two files are swapped"] = ("ABI-03", p => p.Swap(p.File(0, 0), p.File(0, 1), FileRecord.Size)),
        ["two files share a token"] = ("ABI-05", p => p.Poke(p.File(0, 1) + FileRecord.TokenOffset, 0x1A)),
        ["a token is another one"] = ("LUO-FILE-06", p => p.Poke(p.File(0, 1) + FileRecord.TokenOffset, 0x99)),
        ["a handler's data differ"] = ("LUO-FILE-06", p => p.Poke(p.File(0, 3) + FileRecord.DataOffset, 0x99)),
        ["a memfd's record is missing"] = ("MEMFD-12", p => p.Image.Remove(p.Memfd(0))),
        ["two files share a record"] = ("MEMFD-12", p => p.Poke(p.File(0, 1) + FileRecord.DataOffset, p.Memfd(0))),
        ["a memfd's record is not preserved"] = ("ABI-05", p => p.Preserve(p.Memfd(0), 0, false)),
        ["a seal is not known"] = ("MEMFD-15", p => p.Poke(p.Memfd(0) + MemfdRecord.SealsOffset, 0x42)),
        ["the seals differ"] = ("MEMFD-10", p => p.Poke(p.Memfd(0) + MemfdRecord.SealsOffset, 3)),
        ["the offset differs"] = ("MEMFD-04", p => p.Poke(p.Memfd(0), 4)),
        ["the size differs"] = ("MEMFD-03", p => p.Poke(p.Memfd(0) + MemfdRecord.LengthOffset, 8)),
        ["the size is too large"] = ("MEMFD-16", p => p.Poke(p.Memfd(0) + MemfdRecord.LengthOffset, 1UL << 60)),
        ["an empty file has an array"] = ("MEMFD-18", p => p.Poke(p.Memfd(1) + MemfdRecord.FoliosOffset, 0x1000)),
        ["a file has lost its folios"] = ("MEMFD-18", p => p.Poke(p.Memfd(0) + MemfdRecord.FolioCountOffset, 0)),
        ["the array has too many pages"] = (
            "KHO-VM-02",
            p => p.Poke(p.Memfd(0) + MemfdRecord.FoliosOffset + 8, 0x1_0000_0002)
        ),
        ["the array has strange flags"] = (
            "KHO-VM-02",
            p => p.Poke(p.Memfd(0) + MemfdRecord.FoliosOffset + 8, 0x5_0000_0001)
        ),
        ["the array has an order"] = (
            "KHO-VM-02",
            p => p.Poke(p.Memfd(0) + MemfdRecord.FoliosOffset + 8, 0x1_0001_0000_0001)
        ),
        ["a chunk is a cycle"] = ("KHO-VM-02", p => p.Poke(p.Chunk, p.Chunk)),
        ["a chunk lists nothing"] = ("KHO-VM-02", p => p.Poke(p.Chunk + 8, 0)),
        ["a chunk lists too much"] = ("KHO-VM-02", p => p.Poke(p.Chunk + 16, p.Chunk)),
        ["a folio is not preserved"] = ("ABI-05", p => p.Preserve(p.Folio(0).Address, p.Folio(0).Order, false)),
        ["a folio occurs twice"] = ("ABI-05", p => p.Copy(p.Entries, p.Entries + 16, 8)),
        ["a folio is not up to date"] = ("MEMFD-12", p => p.Page(p.Entries)[p.Offset(p.Entries) + 6] = 0x10),
        ["a folio has no frame"] = ("MEMFD-12", p => p.Poke(p.Entries, 3UL << 52)),
        ["two folios are swapped"] = ("MEMFD-12", p => p.Swap(p.Entries, p.Entries + 16, 16)),
        ["a folio leaves a gap"] = ("MEMFD-12", p => p.Poke(p.Entries + 24, 2)),
        ["the last folio is missing"] = ("MEMFD-12", p => p.Page(p.Memfd(2))[MemfdRecord.FolioCountOffset]--),
        ["the FLB page has two pages"] = ("LUO-FLB-03", p => p.Poke(p.Flbs, 2)),
        ["the FLBs are too many"] = ("LUO-FLB-03", p => p.Poke(p.Flbs + 8, 1UL << 40)),
        ["an FLB is missing"] = ("LUO-FLB-03", p => p.Poke(p.Flbs + 8, 1)),
        ["two FLBs are swapped"] = ("LUO-FLB-03", p => p.Swap(p.Flbs + 16, p.Flbs + 80, FlbRecord.Size)),
        ["an FLB counts nobody"] = ("LUO-FLB-03", p => p.Poke(p.Flbs + 16 + FlbRecord.CountOffset, 0)),
    };

    public static TheoryData<string> HarmNames => [.. Harms.Keys];

    [Theory]
    [InlineData(4096, 0)]
    [InlineData(4096, 3)]
    [InlineData(16384, 0)]
    [InlineData(16384, 5)]
    [InlineData(65536, 1)]
    public void A_sound_image_breaks_no_rule(int pageSize, int folioOrder)
    {
        ImageExpectation content = Content.Usual(pageSize);
        ImageChecker checker = ImageRules.Check(ImageWriter.Write(pageSize, content, folioOrder), content);
        Assert.Empty(checker.Faults);
        Assert.Equal(
            ["KHO-VM-01", "LUO-REBOOT-04", "LUO-SESS-09"],
            checker.Verdicts.Where(verdict => !verdict.IsHeld).Select(verdict => $"{verdict.Clause}")
        );
    }

    [Fact]
    public void Scratch_areas_stay_where_they_were_in_the_kernel_before()
    {
        ImageExpectation content = Content.Usual(4096);
        MemoryImage image = ImageWriter.Write(4096, content, folioOrder: 0);
        ScratchRegion[] areas = [.. ImageRules.Check(image).Scratch];
        Assert.Empty(ImageRules.Check(image, content with { Scratch = areas }).Faults);

        areas[2] = areas[2] with { Address = areas[2].Address + areas[2].Length };
        ImageChecker moved = ImageRules.Check(image, content with { Scratch = areas });

        Assert.Equal("KHO-SCR-01", $"{Assert.Single(moved.Faults).Clause}");
    }

    [Theory]
    [MemberData(nameof(HarmNames))]
    public void Every_damage_breaks_the_rule_that_speaks_of_it(string harm)
    {
        (string clause, Action<Patient> damage) = Harms[harm];
        foreach (int pageSize in (int[])[4096, 16384])
        {
            ImageExpectation content = Content.Usual(pageSize);
            MemoryImage image = ImageWriter.Write(pageSize, content, folioOrder: 2);
            damage(new Patient(image));
            ImageChecker checker = ImageRules.Check(image, content);
            Assert.True(
                checker.Verdict(ClauseId.Of(clause)).IsBroken,
                $"{clause} is not broken, but: {string.Join("; ", checker.Faults)}"
            );
            Assert.All(checker.Faults, fault => Assert.NotEmpty(fault.Message));
        }
    }

    [Fact]
    public void Sessions_before_a_reboot_are_wrong()
    {
        MemoryImage image = ImageWriter.Write(4096, Content.Small());
        var before = new ImageExpectation { IsBeforeReboot = true };
        Assert.True(ImageRules.Check(image, before).Verdict(ClauseId.Of("LUO-REBOOT-04")).IsBroken);
        MemoryImage empty = ImageWriter.Write(4096, Content.Small() with { Sessions = [] });
        Assert.True(ImageRules.Check(empty, before).Verdict(ClauseId.Of("LUO-REBOOT-04")).IsHeld);
    }

    [Fact]
    public void A_block_that_is_not_full_is_read_all_the_same()
    {
        MemoryImage image = ImageWriter.Write(4096, Content.Usual(4096));
        var patient = new Patient(image);
        patient.Poke(patient.Parsed.Sessions[2].FilesAddress + 8, 60);
        Assert.Equal(patient.Parsed.Sessions[2].Files.Count - 3, HandoverImage.Read(image).Sessions[2].Files.Count);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(51)]
    [InlineData(52)]
    [InlineData(102)]
    [InlineData(103)]
    public void Sessions_around_full_blocks_are_read_back(int count)
    {
        var content = new ImageExpectation
        {
            OtherEntries = 0,
            Sessions = [.. Enumerable.Range(0, count).Select(i => Content.Session($"s{i}"))],
        };
        ImageChecker checker = ImageRules.Check(ImageWriter.Write(4096, content), content);
        Assert.Empty(checker.Faults);
        Assert.True(checker.Verdict(ClauseId.Of("LUO-SESS-09")).IsHeld);
    }

    [Fact]
    public void A_checker_says_the_same_of_an_image_after_a_broken_one()
    {
        ImageExpectation content = Content.Usual(4096);
        MemoryImage image = ImageWriter.Write(4096, content);
        var checker = new ImageChecker();
        Assert.True(checker.Check(image, content));
        ImageVerdict[] verdicts = [.. checker.Verdicts];
        MemoryImage broken = MemoryImage.CopyOf(image);
        new Patient(broken).Preserve(broken.FdtAddress, 0, false);
        Assert.False(checker.Check(broken, content));
        Assert.True(checker.Check(image, content));
        Assert.Equal(verdicts, checker.Verdicts);
    }

    [Fact]
    public void An_image_without_KHO_says_nothing()
    {
        ImageChecker checker = ImageRules.Check(new MemoryImage(4096), new ImageExpectation());
        Assert.All(checker.Verdicts, verdict => Assert.Equal((0, 0), (verdict.Exercised, verdict.Broken)));
    }

    [Fact]
    public void Checking_allocates_nothing_after_the_first_image()
    {
        ImageExpectation content = Content.Usual(4096);
        MemoryImage image = ImageWriter.Write(4096, content, folioOrder: 2);
        var checker = new ImageChecker();
        checker.Check(image, content);
        checker.Check(image, content);
        long before = GC.GetAllocatedBytesForCurrentThread();
        checker.Check(image, content);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_folio_array_of_larger_blocks_is_read_as_well()
    {
        ImageExpectation content = new()
        {
            OtherEntries = 0,
            Sessions = [Content.Session("s", Content.Memfd(1, 512 * 4096, 0, 0))],
        };
        MemoryImage image = ImageWriter.Write(4096, content);
        var patient = new Patient(image);
        HandoverMemfd memfd = patient.Parsed.Sessions[0].Files[0].Memfd!;
        ulong chunk = memfd.Record.Folios.First;
        const ulong block = 0x2000_0000;
        for (int i = 0; i < 2; i++)
        {
            ulong page = VmallocChunk.Entry(image.Page(chunk), i);
            image.Page(page).CopyTo(image.Page(block + (ulong)i * 4096));
            patient.Preserve(page, 0, false);
            VmallocChunk.SetEntry(image.Page(chunk), i, i == 0 ? block : 0);
        }

        patient.Preserve(block, 1, true);
        VmallocDescriptor descriptor = memfd.Record.Folios with { Order = 1 };
        descriptor.WriteTo(image.Page(memfd.Address)[MemfdRecord.FoliosOffset..]);
        Assert.Empty(ImageRules.Check(image, content).Faults);
        var reader = new FolioArrayReader(image, descriptor, 512);
        int read = 0;
        while (reader.TryRead(out FolioEntry folio) && folio.Index == (ulong)read)
        {
            read++;
        }

        Assert.Equal(512, read);
    }

    [Fact]
    public void Pages_of_a_size_that_is_not_known_are_a_fault()
    {
        var checker = new ImageChecker();
        Assert.False(checker.Check(new StrangePages()));
        Assert.Contains("pages of 5 bytes", $"{checker.Faults[0]}", StringComparison.Ordinal);
    }

    private sealed class StrangePages : IPhysicalImage
    {
        public int PageSize => 5;

        public ulong FdtAddress => 5;

        public ulong ScratchAddress => 0;

        public ulong ScratchLength => 0;

        public bool TryRead(ulong address, Span<byte> target) => throw new InvalidOperationException();

        public bool TryGetPage(ulong address, out ReadOnlySpan<byte> page) => throw new InvalidOperationException();
    }

    /// <summary>An image about to be harmed, and where its parts are.</summary>
    private sealed class Patient(MemoryImage image)
    {
        public MemoryImage Image { get; } = image;

        public HandoverImage Parsed { get; } = HandoverImage.Read(image);

        public ulong Luo => Parsed.Luo!.Address;

        public ulong Flbs => Parsed.Luo!.FlbsAddress;

        public ulong Sessions => Parsed.Luo!.SessionsAddress;

        public ulong Metadata => Parsed.Subtrees[1].Data;

        public ulong Chunk => Parsed.Sessions[0].Files[2].Memfd!.Record.Folios.First;

        /// <summary>The first entry of the folio array of the largest file.</summary>
        public ulong Entries => VmallocChunk.Entry(Image.Page(Chunk), 0);

        public ulong Session(int session) => Parsed.Sessions[session].Address;

        public ulong File(int session, int file) => Parsed.Sessions[session].Files[file].Address;

        public ulong Memfd(int file) => Parsed.Sessions[0].Files[file].Memfd!.Address;

        public HandoverFolio Folio(int file) => Parsed.Sessions[0].Files[file].Memfd!.Folios[0];

        public Span<byte> Page(ulong address) => Image.Page(address);

        public int Offset(ulong address) => (int)(address % (ulong)Image.PageSize);

        public void Poke(ulong address, ulong value) =>
            BinaryPrimitives.WriteUInt64LittleEndian(Page(address)[Offset(address)..], value);

        public void Copy(ulong from, ulong to, int length) =>
            Page(from).Slice(Offset(from), length).CopyTo(Page(to)[Offset(to)..]);

        public void Swap(ulong left, ulong right, int length)
        {
            byte[] kept = Page(left).Slice(Offset(left), length).ToArray();
            Copy(right, left, length);
            kept.CopyTo(Page(right)[Offset(right)..]);
        }

        /// <summary>Where a number stands in a page.</summary>
        public ulong At(ulong page, ulong value)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            return page + (ulong)Page(page).IndexOf(bytes);
        }

        /// <summary>Adds an entry to the tracker or takes it away.</summary>
        public void Preserve(ulong address, int order, bool value)
        {
            PageGeometry geometry = Image.Geometry;
            TrackerKey key = TrackerKey.Encode(geometry, address, order);
            ulong node = Parsed.TrackerNodes[0].Address;
            ulong fresh = 0x6000_0000;
            for (int level = geometry.Levels - 1; level > 0; level--)
            {
                int index = key.IndexAt(geometry, level);
                ulong child = TrackerNode.Entry(Image.Page(node), index);
                if (child == 0)
                {
                    child = fresh += (ulong)Image.PageSize;
                    TrackerNode.SetEntry(Image.Page(node), index, child);
                    _ = Image.Page(child);
                }

                node = child;
            }

            Assert.NotEqual(value, TrackerNode.SetBit(Image.Page(node), key.IndexAt(geometry, 0), value));
        }
    }
}
