using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using LiveUpdate.Contract;

namespace LiveUpdate.Handover.Tests;

/// <summary>The image of a real kernel says what an independent reader found in it.</summary>
public class SampleTests
{
    [Fact]
    public void The_tree_is_found_at_its_address()
    {
        using ImageFile image = Sample.Open();
        Assert.Equal(Number(Sample.Json().GetProperty("fdt")), image.FdtAddress);
    }

    [Fact]
    public void No_rule_is_broken_and_nothing_is_preserved_in_vain()
    {
        using ImageFile file = Sample.Open();
        var image = new ImageWithScratch(file, Scratch());
        ImageChecker checker = ImageRules.Check(image, new ImageExpectation { OtherEntries = 0, LuoNumber = 1 });
        Assert.Empty(checker.Faults);
        Assert.Equal(0, checker.UnclaimedEntries);
        string[] silent =
        [
            "KHO-SCR-02",
            "KHO-VM-01",
            "LUO-REBOOT-04",
            "LUO-SESS-04",
            "LUO-SESS-09",
            "LUO-FILE-06",
            "LUO-FILE-15",
            "MEMFD-03",
            "MEMFD-04",
            "MEMFD-10",
        ];
        Assert.Equal(silent, checker.Verdicts.Where(verdict => !verdict.IsHeld).Select(verdict => $"{verdict.Clause}"));
    }

    [Fact]
    public void The_device_tree_the_tracker_and_the_scratch_areas_are_those_of_the_JSON()
    {
        using ImageFile file = Sample.Open();
        HandoverImage image = HandoverImage.Read(new ImageWithScratch(file, Scratch()));
        JsonElement decoded = Sample.Json().GetProperty("decoded");
        var properties = image.Properties.ToDictionary(
            property => $"{(property.Path.Length == 1 ? "" : property.Path)}:{property.Name}",
            property =>
                property.Value.Length == 8
                    ? $"0x{BinaryPrimitives.ReadUInt64LittleEndian(property.Value.Span):x}"
                    : $"{property.Value.UpToNul()}"
        );
        var expected = decoded
            .GetProperty("fdt")
            .EnumerateObject()
            .ToDictionary(property => property.Name, property => property.Value.GetString()!);
        Assert.Equal(expected, properties);

        JsonElement radix = decoded.GetProperty("radix");
        Assert.Equal(
            radix.GetProperty("nodes").EnumerateArray().Select(node => (node[0].GetInt32(), Number(node[1]))),
            image.TrackerNodes.Select(node => (node.Level, node.Address))
        );
        Assert.Equal(radix.GetProperty("preserved").GetInt32(), image.Preserved.Count);
        Assert.Equal((UInt128)radix.GetProperty("bytes").GetUInt64(), image.PreservedBytes);
        Assert.Equal(
            radix
                .GetProperty("by_order")
                .EnumerateObject()
                .Select(order => (int.Parse(order.Name, CultureInfo.InvariantCulture), order.Value.GetInt32())),
            image.CountsByOrder
        );
        Assert.Equal(Scratch(), image.Scratch);
        Assert.Equal(1u, image.Metadata!.Version);
        Assert.Equal(1u, image.Metadata.Count);
        Assert.StartsWith("7.3.4", $"{image.Metadata.Release}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_LUO_record_and_the_FLBs_are_those_of_the_JSON()
    {
        using ImageFile file = Sample.Open();
        HandoverImage image = HandoverImage.Read(file);
        JsonElement decoded = Sample.Json().GetProperty("decoded");
        JsonElement luo = decoded.GetProperty("luo_ser");
        Assert.Equal(
            new HandoverLuo(
                Number(luo.GetProperty("pa")),
                ByteString.Of(luo.GetProperty("compatible").GetString()!),
                luo.GetProperty("liveupdate_num").GetUInt64(),
                Number(luo.GetProperty("sessions_pa")),
                Number(luo.GetProperty("flbs_pa"))
            ),
            image.Luo
        );
        JsonElement flbs = decoded.GetProperty("flbs");
        Assert.Equal(
            new FlbHeader(flbs.GetProperty("pgcnt").GetUInt64(), flbs.GetProperty("count").GetUInt64()),
            image.FlbHeader
        );
        Assert.Equal(
            flbs.GetProperty("entries")
                .EnumerateArray()
                .Select(flb => new HandoverFlb(ByteString.Of(flb[0].GetString()!), Number(flb[1]), Number(flb[2]))),
            image.Flbs
        );
    }

    [Fact]
    public void Every_session_and_file_is_that_of_the_JSON()
    {
        using ImageFile file = Sample.Open();
        HandoverImage image = HandoverImage.Read(file);
        JsonElement.ArrayEnumerator expected = Sample
            .Json()
            .GetProperty("decoded")
            .GetProperty("sessions")
            .EnumerateArray();
        Assert.Equal(Total(expected, expected.Count()), image.Sessions.Count);
        int compared = 0;
        foreach ((JsonElement session, HandoverSession found) in expected.Zip(image.Sessions))
        {
            if (session.ValueKind == JsonValueKind.Object)
            {
                Compare(session, found, file);
                compared++;
            }
        }

        Assert.Equal(5, compared);
        // What the JSON cuts short goes on as it began.
        for (int i = 4; i < image.Sessions.Count; i++)
        {
            Assert.Equal($"bulk-{i - 4}", $"{image.Sessions[i].Name}");
            Assert.Equal((0UL, 0UL), (image.Sessions[i].FilesAddress, image.Sessions[i].FileCount));
        }
    }

    [Fact]
    public void The_80_files_of_one_session_each_hold_their_number()
    {
        using ImageFile file = Sample.Open();
        HandoverSession session = HandoverImage.Read(file).Sessions[3];
        Assert.Equal(80, session.Files.Count);
        byte[] content = new byte[16];
        for (int i = 0; i < 80; i++)
        {
            HandoverFile handed = session.Files[i];
            Assert.Equal(1000UL + (ulong)i, handed.Token);
            Assert.Equal(8, handed.Memfd!.Read(file, 0, content));
            Assert.Equal((ulong)i, BinaryPrimitives.ReadUInt64LittleEndian(content));
        }
    }

    [Fact]
    public void A_file_of_3_MiB_is_read_through_its_folios()
    {
        using ImageFile file = Sample.Open();
        HandoverMemfd memfd = HandoverImage.Read(file).Sessions[2].Files[0].Memfd!;
        byte[] content = new byte[3 << 20];
        Assert.Equal(content.Length, memfd.Read(file, 0, content));
        Assert.Equal(-1, content.AsSpan().IndexOfAnyExcept((byte)0x5A));
        Assert.Equal(0, memfd.Read(file, 3 << 20, content));
        Assert.Equal(1, memfd.Read(file, (3 << 20) - 1, content));
    }

    [Fact]
    public void Our_own_file_of_it_says_the_same_and_where_it_starts()
    {
        using ImageFile file = Sample.Open();
        var image = new ImageWithScratch(file, Scratch());
        string path = Path.GetTempFileName();
        try
        {
            using (FileStream stream = File.Create(path))
            {
                // Not as a sparse image: the writer has to find the pages by itself.
                Assert.Equal(file.PageAddresses.Count() + 1, ElfCoreWriter.Write(new Plain(image), stream));
            }

            Assert.True(
                ImageFile.TryOpen(path, ImageFileOptions.Default, out ImageFile? copy, out string? error),
                error
            );
            using (copy)
            {
                Assert.Equal(
                    (image.FdtAddress, image.ScratchAddress, image.ScratchLength, image.PageSize),
                    (copy.FdtAddress, copy.ScratchAddress, copy.ScratchLength, copy.PageSize)
                );
                Assert.Equal(image.PageAddresses, copy.PageAddresses);
                foreach (ulong address in copy.PageAddresses)
                {
                    Assert.True(image.TryGetPage(address, out ReadOnlySpan<byte> expected));
                    Assert.True(copy.TryGetPage(address, out ReadOnlySpan<byte> page));
                    Assert.True(expected.SequenceEqual(page));
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Compare(JsonElement expected, HandoverSession found, ImageFile image)
    {
        Assert.Equal(expected.GetProperty("name").GetString(), $"{found.Name}");
        Assert.Equal(Number(expected.GetProperty("block")), found.Address & ~0xFFFUL);
        Assert.Equal(Number(expected.GetProperty("files_pa")), found.FilesAddress);
        Assert.Equal(expected.GetProperty("count").GetUInt64(), found.FileCount);
        JsonElement.ArrayEnumerator files = expected.GetProperty("files").EnumerateArray();
        Assert.Equal(Total(files, files.Count()), found.Files.Count);
        foreach ((JsonElement file, HandoverFile handed) in files.Zip(found.Files))
        {
            if (file.ValueKind == JsonValueKind.Object)
            {
                Compare(file, handed, image);
            }
        }
    }

    private static void Compare(JsonElement expected, HandoverFile found, ImageFile image)
    {
        Assert.Equal(expected.GetProperty("compatible").GetString(), $"{found.Compatible}");
        Assert.Equal(Number(expected.GetProperty("data")), found.Data);
        Assert.Equal(Number(expected.GetProperty("token")), found.Token);
        JsonElement vmalloc = expected.GetProperty("vmalloc");
        HandoverMemfd memfd = found.Memfd!;
        Assert.Equal(
            new MemfdRecord(
                expected.GetProperty("pos").GetUInt64(),
                expected.GetProperty("size").GetUInt64(),
                expected.GetProperty("seals").GetUInt32(),
                expected.GetProperty("flags").GetUInt32(),
                expected.GetProperty("nr_folios").GetUInt64(),
                new VmallocDescriptor(
                    Number(vmalloc.GetProperty("first")),
                    vmalloc.GetProperty("total_pages").GetUInt32(),
                    vmalloc.GetProperty("flags").GetUInt16(),
                    vmalloc.GetProperty("order").GetUInt16()
                )
            ),
            memfd.Record
        );
        Assert.Equal(memfd.Record.FolioCount, (ulong)memfd.Folios.Count);
        Assert.All(memfd.Folios, folio => Assert.Equal(0, folio.Order));
        HandoverFolio[] folios =
        [
            .. expected
                .GetProperty("folios")
                .EnumerateArray()
                .Where(folio => folio.ValueKind == JsonValueKind.Array)
                .Select(folio => new HandoverFolio(Number(folio[0]), 0, folio[1].GetInt32(), folio[2].GetUInt64())),
        ];
        Assert.Equal(folios, folios.Select(folio => memfd.Folios[(int)folio.Index]));
        byte[] head = Convert.FromHexString(expected.GetProperty("content_head").GetString()!);
        byte[] content = new byte[head.Length];
        int length = memfd.Read(image, 0, content);
        Assert.Equal(head[..length], content[..length]);
        Assert.Equal((int)Math.Min((ulong)head.Length, memfd.Record.Length), length);
    }

    /// <summary>How long a list is that the JSON may cut: "... 64 in all".</summary>
    private static int Total(JsonElement.ArrayEnumerator list, int count)
    {
        JsonElement last = list.LastOrDefault();
        return last.ValueKind == JsonValueKind.String
            ? int.Parse(last.GetString()!.Split(' ')[1], CultureInfo.InvariantCulture)
            : count;
    }

    private static ScratchRegion[] Scratch() =>
        [
            .. Sample
                .Json()
                .GetProperty("scratch")
                .EnumerateArray()
                .Select(area => new ScratchRegion(Number(area.GetProperty("addr")), Number(area.GetProperty("size")))),
        ];

    private static ulong Number(JsonElement text) =>
        ulong.Parse(text.GetString().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>An image that does not tell which pages it has.</summary>
    private sealed class Plain(IPhysicalImage image) : IPhysicalImage
    {
        public int PageSize => image.PageSize;

        public ulong FdtAddress => image.FdtAddress;

        public ulong ScratchAddress => image.ScratchAddress;

        public ulong ScratchLength => image.ScratchLength;

        public bool TryRead(ulong address, Span<byte> target) => image.TryRead(address, target);

        public bool TryGetPage(ulong address, out ReadOnlySpan<byte> page) => image.TryGetPage(address, out page);
    }
}
