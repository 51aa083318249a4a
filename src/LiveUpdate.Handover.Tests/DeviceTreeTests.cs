using System.Text;

namespace LiveUpdate.Handover.Tests;

public class DeviceTreeTests
{
    /// <summary>The KHO tree that a Linux 7.3.4 kernel handed over.</summary>
    private const string GoldenTree =
        "d00dfeed0000011d00000038000000e40000002800000011000000100000000000000039000000ac0000000000000000"
        + "000000000000000000000001000000000000000300000007000000156b686f2d76340000000000030000000800000000"
        + "00a0420000000000000000014c554f0000000003000000080000002f2000000000000000000000030000000800000020"
        + "00505d000000000000000002000000016b657865632d6d65746164617461000000000003000000080000002f49000000"
        + "0000000000000003000000080000002000204300000000000000000200000002000000097072657365727665642d6d65"
        + "6d6f72792d6d617000636f6d70617469626c65007072657365727665642d6461746100626c6f622d73697a6500";

    [Fact]
    public void The_KHO_tree_has_the_very_bytes_that_Linux_wrote()
    {
        byte[] page = new byte[4096];
        KhoTree.Write(page, 0x42A000);
        Assert.Equal(DeviceTreeError.None, KhoTree.AddSubtree(page, "kexec-metadata"u8, 0x432000, 73));
        Assert.Equal(DeviceTreeError.None, KhoTree.AddSubtree(page, "LUO"u8, 0x5D5000, 32));
        Assert.True(FlattenedDeviceTree.TryRead(page, out FlattenedDeviceTree tree, out _));
        Assert.Equal(285, tree.TotalSize);
        Assert.Equal(GoldenTree, Convert.ToHexString(page.AsSpan(0, 285)).ToLowerInvariant());
    }

    [Fact]
    public void The_tree_of_Linux_is_read()
    {
        byte[] blob = Convert.FromHexString(GoldenTree);
        Assert.True(FlattenedDeviceTree.TryRead(blob, out FlattenedDeviceTree tree, out _));
        Assert.True(tree.IsCompatible(tree.Root, "kho-v4"u8));
        Assert.False(tree.IsCompatible(tree.Root, "kho-v"u8));
        Assert.True(tree.TryGetNumber(tree.Root, FormatNames.PreservedMemoryMap, out ulong map));
        Assert.Equal(0x42A000UL, map);
        int luo = tree.FirstSubnode(tree.Root);
        Assert.Equal("LUO", Encoding.ASCII.GetString(tree.NodeName(luo)));
        Assert.True(tree.TryGetNumber(luo, FormatNames.PreservedData, out ulong data));
        Assert.True(tree.TryGetNumber(luo, FormatNames.BlobSize, out ulong size));
        Assert.Equal((0x5D5000UL, 32UL), (data, size));
        int metadata = tree.NextSubnode(luo);
        Assert.Equal("kexec-metadata", Encoding.ASCII.GetString(tree.NodeName(metadata)));
        Assert.Equal(-1, tree.NextSubnode(metadata));
        Assert.Equal(metadata, tree.FindSubnode(tree.Root, "kexec-metadata"u8));
    }

    [Fact]
    public void A_subtree_exists_once_and_can_be_added_again_after_its_removal()
    {
        byte[] page = new byte[4096];
        KhoTree.Write(page, 0x1000);
        Assert.Equal(DeviceTreeError.None, KhoTree.AddSubtree(page, "a"u8, 0x2000, 1));
        byte[] before = (byte[])page.Clone();
        Assert.Equal(DeviceTreeError.Exists, KhoTree.AddSubtree(page, "a"u8, 0x3000, 1));
        Assert.Equal(before, page);
        Assert.False(KhoTree.RemoveSubtree(page, 0x3000));
        Assert.Equal(before, page);
        Assert.True(KhoTree.RemoveSubtree(page, 0x2000));
        Assert.Equal(DeviceTreeError.None, KhoTree.AddSubtree(page, "a"u8, 0x2000, 1));
        Assert.Equal(before, page);
    }

    [Fact]
    public void A_name_without_unit_address_is_taken_by_one_that_has_it()
    {
        byte[] page = new byte[4096];
        KhoTree.Write(page, 0x1000);
        Assert.Equal(DeviceTreeError.None, KhoTree.AddSubtree(page, "foo@1"u8, 0x2000, 1));
        Assert.Equal(DeviceTreeError.Exists, KhoTree.AddSubtree(page, "foo"u8, 0x3000, 1));
        Assert.Equal(DeviceTreeError.None, KhoTree.AddSubtree(page, "foo@2"u8, 0x4000, 1));
        Assert.Equal(DeviceTreeError.None, KhoTree.AddSubtree(page, "fo"u8, 0x5000, 1));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(16384)]
    [InlineData(65536)]
    public void A_full_page_refuses_and_stays_as_it_was(int pageSize)
    {
        byte[] page = new byte[pageSize];
        KhoTree.Write(page, 0x1000);
        int added = 0;
        while (
            KhoTree.AddSubtree(page, Encoding.ASCII.GetBytes($"subtree-{added:x4}"), 0x2000, 1) == DeviceTreeError.None
        )
        {
            added++;
        }

        Assert.True(FlattenedDeviceTree.TryRead(page, out FlattenedDeviceTree full, out _));
        Assert.InRange(full.TotalSize, pageSize - 70, pageSize);
        Assert.Equal(added, CountSubnodes(full));
        byte[] before = page[..full.TotalSize];
        Assert.Equal(DeviceTreeError.NoSpace, KhoTree.AddSubtree(page, "another-one-"u8, 0x2000, 1));
        Assert.Equal(before, page[..full.TotalSize]);
        Assert.True(KhoTree.RemoveSubtree(page, 0x2000));
        Assert.Equal(DeviceTreeError.None, KhoTree.AddSubtree(page, "another-one-"u8, 0x2000, 1));
    }

    [Fact]
    public void A_property_can_be_replaced_by_a_longer_and_a_shorter_one()
    {
        byte[] page = new byte[4096];
        DeviceTreeEditor editor = DeviceTreeEditor.Create(page);
        int root = editor.Tree.Root;
        Assert.Equal(DeviceTreeError.None, editor.SetProperty(root, "b"u8, [1]));
        Assert.Equal(DeviceTreeError.None, editor.SetProperty(root, "ab"u8, [2, 3]));
        Assert.Equal(DeviceTreeError.None, editor.SetProperty(root, "b"u8, new byte[100]));
        Assert.Equal(DeviceTreeError.None, editor.SetProperty(root, "b"u8, [9, 8, 7, 6, 5]));
        FlattenedDeviceTree tree = editor.Tree;
        int first = tree.FirstProperty(root);
        Assert.True(tree.PropertyName(first).SequenceEqual("ab"u8));
        int second = tree.NextProperty(first);
        Assert.True(tree.PropertyName(second).SequenceEqual("b"u8));
        Assert.True(tree.PropertyValue(second).SequenceEqual((byte[])[9, 8, 7, 6, 5]));
        Assert.Equal(-1, tree.NextProperty(second));
        Assert.Equal(56 + 8 + (12 + 8) + (12 + 4) + 8 + 5, editor.Pack());
    }

    [Fact]
    public void Every_flip_of_a_byte_is_read_or_refused()
    {
        byte[] golden = Convert.FromHexString(GoldenTree);
        var seen = new HashSet<DeviceTreeError>();
        for (int at = 0; at < golden.Length; at++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] blob = (byte[])golden.Clone();
                blob[at] ^= (byte)(1 << bit);
                if (FlattenedDeviceTree.TryRead(blob, out FlattenedDeviceTree tree, out DeviceTreeFault fault))
                {
                    ReadAll(tree, tree.Root);
                }

                Assert.InRange(fault.Offset, 0, blob.Length);
                seen.Add(fault.Error);
            }
        }

        DeviceTreeError[] all =
        [
            DeviceTreeError.None,
            DeviceTreeError.BadMagic,
            DeviceTreeError.BadVersion,
            DeviceTreeError.BadLayout,
            DeviceTreeError.BadStructure,
            DeviceTreeError.Truncated,
        ];
        Assert.Superset(all.ToHashSet(), seen);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] golden = Convert.FromHexString(GoldenTree);
        for (int length = 0; length < golden.Length; length++)
        {
            Assert.False(FlattenedDeviceTree.TryRead(golden.AsSpan(0, length), out _, out DeviceTreeFault fault));
            Assert.Equal(DeviceTreeError.Truncated, fault.Error);
        }
    }

    [Fact]
    public void Nodes_nested_too_deep_are_refused()
    {
        byte[] page = new byte[65536];
        DeviceTreeEditor editor = DeviceTreeEditor.Create(page);
        int node = editor.Tree.Root;
        for (int depth = 2; depth <= FlattenedDeviceTree.MaxDepth; depth++)
        {
            Assert.Equal(DeviceTreeError.None, editor.AddSubnode(node, "n"u8, out node));
        }

        Assert.Equal(DeviceTreeError.None, editor.AddSubnode(node, "n"u8, out _));
        Assert.False(FlattenedDeviceTree.TryRead(page, out _, out DeviceTreeFault fault));
        Assert.Equal(DeviceTreeError.TooDeep, fault.Error);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(16)]
    public void A_random_tree_is_read_back_as_it_was_edited(int pageShift)
    {
        var seed = new TestSeed((ulong)pageShift);
        for (int round = 0; round < 100; round++)
        {
            byte[] page = new byte[1 << pageShift];
            KhoTree.Write(page, 0x1000);
            var expected = new List<(string Name, ulong Address, ulong Length)>();
            for (int step = 0; step < 40; step++)
            {
                string name = $"n{seed.Below(20)}";
                ulong address = (ulong)seed.Below(8) << pageShift;
                ulong length = seed.Next();
                if (seed.Below(3) == 0)
                {
                    int removed = expected.FindIndex(entry => entry.Address == address);
                    Assert.Equal(removed >= 0, KhoTree.RemoveSubtree(page, address));
                    if (removed >= 0)
                    {
                        expected.RemoveAt(removed);
                    }
                }
                else if (expected.Exists(entry => string.Equals(entry.Name, name, StringComparison.Ordinal)))
                {
                    Assert.Equal(DeviceTreeError.Exists, Add(page, name, address, length));
                }
                else
                {
                    Assert.Equal(DeviceTreeError.None, Add(page, name, address, length));
                    expected.Insert(0, (name, address, length));
                }
            }

            Assert.Equal(expected, Subtrees(page));
        }
    }

    [Fact]
    public void Dtc_decompiles_our_tree()
    {
        byte[] page = new byte[4096];
        KhoTree.Write(page, 0x42A000);
        KhoTree.AddSubtree(page, "kexec-metadata"u8, 0x432000, 73);
        KhoTree.AddSubtree(page, "LUO"u8, 0x5D5000, 32);
        string source = Encoding.UTF8.GetString(Tool.Run("dtc", page[..285], "-q", "-I", "dtb", "-O", "dts", "-"));
        Assert.Contains("compatible = \"kho-v4\";", source, StringComparison.Ordinal);
        Assert.Contains("LUO {", source, StringComparison.Ordinal);
        Assert.Contains("blob-size = <0x20000000 0x00>;", source, StringComparison.Ordinal);
        Assert.Contains("preserved-memory-map = <0xa04200 0x00>;", source, StringComparison.Ordinal);
    }

    [Fact]
    public void Fdtget_reads_our_values()
    {
        byte[] page = new byte[4096];
        int size = KhoTree.Write(page, 0x42A000);
        KhoTree.AddSubtree(page, "LUO"u8, 0x5D5000, 32);
        Assert.True(size < 285);
        Assert.Equal("kho-v4", Get("-ts", "/", "compatible"));
        Assert.Equal("0 a0 42 0 0 0 0 0", Get("-tbx", "/", "preserved-memory-map"));
        Assert.Equal("0 50 5d 0 0 0 0 0", Get("-tbx", "/LUO", "preserved-data"));
        Assert.Equal("20 0 0 0 0 0 0 0", Get("-tbx", "/LUO", "blob-size"));

        string Get(string type, string node, string property) =>
            Encoding.UTF8.GetString(Tool.Run("fdtget", page, type, "-", node, property)).Trim();
    }

    [Theory]
    [InlineData("-V", "17")]
    [InlineData("-V", "16")]
    [InlineData("-p", "1000")]
    [InlineData("-S", "4096")]
    [InlineData("-R", "4")]
    public void A_tree_that_dtc_compiled_is_read_and_edited(string option, string value)
    {
        const string source = """
            /dts-v1/;
            /memreserve/ 0x1000 0x2000;
            / {
                compatible = "something", "kho-v4";
                preserved-memory-map = [00 a0 42 00 00 00 00 00];
                empty;
                LUO { preserved-data = [00 50 5d 00 00 00 00 00]; blob-size = [20 00 00 00 00 00 00 00]; };
                soc { bus@10 { device { text = "abc"; }; }; bus@20 { }; };
            };
            """;
        byte[] blob = Tool.Run(
            "dtc",
            Encoding.UTF8.GetBytes(source),
            "-q",
            "-I",
            "dts",
            "-O",
            "dtb",
            option,
            value,
            "-"
        );
        Assert.True(
            FlattenedDeviceTree.TryRead(blob, out FlattenedDeviceTree tree, out DeviceTreeFault fault),
            $"{fault}"
        );
        Assert.True(tree.IsCompatible(tree.Root, "kho-v4"u8));
        Assert.True(tree.TryGetProperty(tree.Root, "empty"u8, out ReadOnlySpan<byte> empty));
        Assert.True(empty.IsEmpty);
        Assert.True(tree.TryGetNumber(tree.FindSubnode(tree.Root, "LUO"u8), FormatNames.PreservedData, out ulong data));
        Assert.Equal(0x5D5000UL, data);
        int soc = tree.FindSubnode(tree.Root, "soc"u8);
        int bus = tree.FindSubnode(soc, "bus"u8);
        Assert.Equal("bus@10", Encoding.ASCII.GetString(tree.NodeName(bus)));
        Assert.True(tree.TryGetProperty(tree.FindSubnode(bus, "device"u8), "text"u8, out ReadOnlySpan<byte> text));
        Assert.True(text.SequenceEqual("abc\0"u8));

        byte[] room = new byte[8192];
        blob.CopyTo(room, 0);
        DeviceTreeError added = KhoTree.AddSubtree(room, "new"u8, 0x9000, 8);
        if (string.Equals(value, "16", StringComparison.Ordinal))
        {
            Assert.Equal(DeviceTreeError.BadVersion, added);
            return;
        }

        Assert.Equal(DeviceTreeError.None, added);
        Assert.True(FlattenedDeviceTree.TryRead(room, out FlattenedDeviceTree edited, out _));
        byte[] back = Tool.Run("dtc", room[..edited.TotalSize], "-q", "-I", "dtb", "-O", "dts", "-");
        string text2 = Encoding.UTF8.GetString(back);
        Assert.Contains("/memreserve/", text2, StringComparison.Ordinal);
        Assert.Contains("new {", text2, StringComparison.Ordinal);
    }

    private static DeviceTreeError Add(byte[] page, string name, ulong address, ulong length) =>
        KhoTree.AddSubtree(page, Encoding.ASCII.GetBytes(name), address, length);

    private static List<(string Name, ulong Address, ulong Length)> Subtrees(byte[] page)
    {
        var found = new List<(string, ulong, ulong)>();
        Assert.True(FlattenedDeviceTree.TryRead(page, out FlattenedDeviceTree tree, out _));
        for (int node = tree.FirstSubnode(tree.Root); node >= 0; node = tree.NextSubnode(node))
        {
            Assert.True(tree.TryGetNumber(node, FormatNames.PreservedData, out ulong address));
            Assert.True(tree.TryGetNumber(node, FormatNames.BlobSize, out ulong length));
            found.Add((Encoding.ASCII.GetString(tree.NodeName(node)), address, length));
        }

        return found;
    }

    private static int CountSubnodes(FlattenedDeviceTree tree)
    {
        int count = 0;
        for (int node = tree.FirstSubnode(tree.Root); node >= 0; node = tree.NextSubnode(node))
        {
            count++;
        }

        return count;
    }

    private static void ReadAll(FlattenedDeviceTree tree, int node)
    {
        _ = tree.NodeName(node).Length + (tree.IsCompatible(node, "x"u8) ? 1 : 0);
        for (int property = tree.FirstProperty(node); property >= 0; property = tree.NextProperty(property))
        {
            _ = tree.PropertyName(property).Length + tree.PropertyValue(property).Length;
        }

        for (int child = tree.FirstSubnode(node); child >= 0; child = tree.NextSubnode(child))
        {
            ReadAll(tree, child);
        }
    }
}
