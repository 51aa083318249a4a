using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference.Tests;

public class ImageTests
{
    private const string OneMemfd = """
        d = open
        s = create_session d name=alpha
        m = memfd size=9 fill=0x68
        add_seals m seals=2
        preserve_fd s m token=0x1a
        seek m to=5
        kexec
        """;

    [Fact]
    public void A_session_with_one_memfd_lies_as_in_the_tables() =>
        Image.AtTheLastJump(
            OneMemfd,
            static image =>
            {
                (ulong luo, ulong length) = image.Subtree("LUO"u8);
                Assert.Equal(0x20UL, length);
                Assert.Equal([.. "luo-v5\0\0"u8], image.Bytes(luo, 8));
                Assert.Equal(1UL, image.U64(luo + 8));
                ulong sessions = image.U64(luo + 16);
                ulong flbs = image.U64(luo + 24);
                Assert.Equal(1UL, image.U64(flbs));
                Assert.Equal(0UL, image.U64(flbs + 8));

                Assert.Equal(0UL, image.U64(sessions));
                Assert.Equal(1UL, image.U64(sessions + 8));
                Assert.Equal([.. "alpha"u8, .. new byte[59]], image.Bytes(sessions + 16, 64));
                ulong files = image.U64(sessions + 16 + 64);
                Assert.Equal(1UL, image.U64(sessions + 16 + 72));

                Assert.Equal(0UL, image.U64(files));
                Assert.Equal(1UL, image.U64(files + 8));
                Assert.Equal([.. "memfd-v2"u8, .. new byte[40]], image.Bytes(files + 16, 48));
                ulong memfd = image.U64(files + 16 + 48);
                Assert.Equal(0x1AUL, image.U64(files + 16 + 56));

                Assert.Equal(5UL, image.U64(memfd));
                Assert.Equal(9UL, image.U64(memfd + 8));
                Assert.Equal(2U, image.U32(memfd + 16));
                Assert.Equal(0U, image.U32(memfd + 20));
                Assert.Equal(1UL, image.U64(memfd + 24));
                ulong chunk = image.U64(memfd + 32);
                Assert.Equal(1U, image.U32(memfd + 40));
                Assert.Equal(1U, image.U32(memfd + 44));

                Assert.Equal(0UL, image.U64(chunk));
                ulong array = image.U64(chunk + 8);
                Assert.Equal(0UL, image.U64(chunk + 16));
                ulong entry = image.U64(array);
                Assert.Equal(0x003UL, entry >> 52);
                Assert.Equal(0UL, image.U64(array + 8));
                ulong folio = (entry & ((1UL << 52) - 1)) << 12;
                Assert.Equal("hhhhhhhhh", image.Text(folio, 64));
            }
        );

    [Fact]
    public void The_device_tree_names_the_root_of_the_tracker_and_the_metadata() =>
        Image.AtTheLastJump(
            "kexec\nkexec",
            static image =>
            {
                Assert.True(
                    FlattenedDeviceTree.TryRead(
                        image.Bytes(image.FdtAddress, 4096),
                        out FlattenedDeviceTree tree,
                        out _
                    )
                );
                Assert.True(tree.IsCompatible(tree.Root, "kho-v4"u8));
                Assert.True(tree.TryGetNumber(tree.Root, "preserved-memory-map"u8, out ulong root));
                // Order 0 is key bit 52: entry 2 of the root, and the page's own bit in the leaf.
                ulong table = image.U64(root + 16);
                for (int level = 4; level > 1; level--)
                {
                    table = image.U64(table);
                }

                ulong leaf = image.U64(table);
                ulong frame = image.FdtAddress >> 12;
                Assert.Equal(1, (image.Bytes(leaf + frame / 8, 1)[0] >> (int)(frame % 8)) & 1);
                Assert.Equal(0, (image.Bytes(leaf + (root >> 15), 1)[0] >> (int)((root >> 12) % 8)) & 1);

                (ulong metadata, ulong length) = image.Subtree("kexec-metadata"u8);
                Assert.Equal(73UL, length);
                Assert.Equal(1U, image.U32(metadata));
                Assert.Equal("7.3.4", image.Text(metadata + 4, 65));
                Assert.Equal(2U, image.U32(metadata + 69));
                (ulong luo, _) = image.Subtree("LUO"u8);
                Assert.Equal(2UL, image.U64(luo + 8));
                Assert.Equal(0UL, image.U64(luo + 16));
            }
        );

    [Fact]
    public void The_scratch_array_lies_in_scratch_and_stays_the_same_along_a_chain()
    {
        var seen = new List<byte[]>();
        using IMachine machine = new ReferenceImplementation().Start();
        ((IImageObservable)machine).AtJump = image =>
            seen.Add(image.Bytes(image.ScratchAddress, (int)image.ScratchLength));
        machine.Holds("cold_boot kho_scratch=4M,1,5M\nkexec kho_scratch=16M,16M,16M\nkexec");
        Assert.Equal(2, seen.Count);
        Assert.Equal(seen[0], seen[1]);
        ScratchRegion[] areas = [.. seen[0].Chunk(16).Select(static bytes => ScratchRegion.Read(bytes))];
        Assert.Equal([4UL << 20, 4UL << 20, 8UL << 20], areas.Select(static area => area.Length));
        Assert.All(areas, static area => Assert.Equal(0UL, area.Address % (4UL << 20)));
    }

    [Theory]
    [InlineData("kexec kho=off\nkexec")]
    [InlineData("d = open\ns = create_session d name=a\nload kind=plain\nreboot")]
    public void Without_KHO_or_with_a_plain_image_nothing_is_handed_over(string program) =>
        Image.AtTheLastJump(
            program,
            static image =>
            {
                Assert.Equal(0UL, image.FdtAddress);
                Assert.Equal(0UL, image.ScratchLength);
            }
        );

    [Fact]
    public void An_empty_memfd_has_no_array_and_an_empty_session_no_blocks() =>
        Image.AtTheLastJump(
            """
            d = open
            e = create_session d name=empty
            s = create_session d name=s
            m = memfd
            preserve_fd s m token=0
            kexec
            """,
            static image =>
            {
                (ulong luo, _) = image.Subtree("LUO"u8);
                ulong sessions = image.U64(luo + 16);
                Assert.Equal(new byte[16], image.Bytes(sessions + 16 + 64, 16));
                ulong memfd = image.U64(image.U64(sessions + 16 + 80 + 64) + 16 + 48);
                Assert.Equal(new byte[48], image.Bytes(memfd, 48));
            }
        );

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    public void A_file_adds_as_many_tracker_entries_as_the_law_says(int pages)
    {
        int before = 0;
        Image.AtTheLastJump("d = open\ns = create_session d name=a\nkexec", image => before = Entries(image));
        Image.AtTheLastJump(
            $"""
            d = open
            s = create_session d name=a
            m = memfd size={pages * 4096}
            preserve_fd s m token=1
            kexec
            """,
            image =>
            {
                int array = (16 * pages + 4095) / 4096;
                // The file block, the record, the folios, the array and its chunks.
                Assert.Equal(before + 1 + 1 + pages + array + array / 511 + 1, Entries(image));
            }
        );
    }

    [Fact]
    public void A_closed_session_leaves_no_trace()
    {
        int before = 0;
        Image.AtTheLastJump("d = open\nkexec", image => before = Entries(image));
        Image.AtTheLastJump(
            OneMemfd.Replace("kexec", "close s\nkexec", StringComparison.Ordinal),
            image =>
            {
                Assert.Equal(before, Entries(image));
                Assert.Equal(0UL, image.U64(image.Subtree("LUO"u8).Address + 16));
            }
        );
    }

    [Theory]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(16)]
    public void Every_page_size_crosses_the_kexec(int shift)
    {
        var geometry = new PageGeometry(shift);
        var options = new ReferenceOptions
        {
            Geometry = geometry,
            Nodes =
            [
                new MemoryNode(0, 16UL << (shift + 10)),
                new MemoryNode(16UL << (shift + 10), 8UL << (shift + 10)),
            ],
        };
        Image.AtTheLastJump(
            $"""
            d = open
            s = create_session d name=a
            m = memfd size=300000 fill=1
            preserve_fd s m token=1
            t = memfd size=100 fill=1
            preserve_fd s t token=2
            kexec
            d = open
            s = retrieve_session d name=a
            m = retrieve_fd s token=1
            read m at=8192 len=10 -> ok len=10 data=03*10
            stat m -> ok size=300000
            n = create_session d name=a
            finish s
            preserve_fd n m token=1
            kexec
            """,
            image => HasNoFaults(image),
            new ReferenceImplementation(options)
        );
    }

    internal static void HasNoFaults(IPhysicalImage image) => Assert.Empty(ImageRules.Check(image).Faults);

    private static int Entries(IPhysicalImage image)
    {
        ImageChecker checker = ImageRules.Check(image);
        Assert.Empty(checker.Faults);
        return checker.TrackerEntries;
    }
}
