using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>Lists the fields of a sound image: where damage matters.</summary>
internal sealed class ImageFields
{
    private readonly IPhysicalImage _image;
    private readonly PageGeometry _geometry;
    private readonly List<ImageField> _fields = [];

    private ImageFields(IPhysicalImage image)
    {
        _image = image;
        _geometry = PageGeometry.Of(image.PageSize);
    }

    /// <summary>The fields of an image.</summary>
    public static List<ImageField> Of(IPhysicalImage image)
    {
        var fields = new ImageFields(image);
        fields.Collect(HandoverImage.Read(image));
        return fields._fields;
    }

    private void Collect(HandoverImage parsed)
    {
        Tree();
        foreach (HandoverTrackerNode node in parsed.TrackerNodes)
        {
            TrackerNodeFields(node);
        }

        foreach (HandoverSubtree subtree in parsed.Subtrees)
        {
            Bytes(subtree.Data, (int)Math.Min(subtree.Length, 128));
        }

        if (parsed.Luo is { } luo)
        {
            Count(luo.Address + LuoHeader.NumberOffset, 8);
            Address(luo.Address + LuoHeader.SessionsAddressOffset);
            Address(luo.Address + LuoHeader.FlbsAddressOffset);
            Count(luo.FlbsAddress, 8);
            Count(luo.FlbsAddress + FlbHeader.CountOffset, 8);
        }

        Blocks(parsed.Sessions.Select(session => session.Address));
        foreach (HandoverSession session in parsed.Sessions)
        {
            Bytes(session.Address, SessionRecord.NameSize);
            Address(session.Address + SessionRecord.FilesAddressOffset);
            Count(session.Address + SessionRecord.FileCountOffset, 8);
            Blocks(session.Files.Select(file => file.Address));
            foreach (HandoverFile file in session.Files)
            {
                File(file);
            }
        }

        for (ulong at = 0; at < _image.ScratchLength && at < 256; at += 8)
        {
            Count(_image.ScratchAddress + at, 8);
        }
    }

    private void Tree()
    {
        if (
            _image.TryGetPage(_image.FdtAddress, out ReadOnlySpan<byte> page)
            && FlattenedDeviceTree.TryRead(page, out FlattenedDeviceTree tree, out _)
        )
        {
            for (int at = 0; at < tree.TotalSize; at += 4)
            {
                Bytes(_image.FdtAddress + (ulong)at, 4);
            }
        }
    }

    private void TrackerNodeFields(HandoverTrackerNode node)
    {
        if (!_image.TryGetPage(node.Address, out ReadOnlySpan<byte> page))
        {
            return;
        }

        for (int i = TrackerNode.NextEntry(page, 0); i >= 0; i = TrackerNode.NextEntry(page, i + 1))
        {
            ulong at = node.Address + (ulong)(i * TrackerNode.EntrySize);
            _fields.Add(new ImageField(at, 8, node.Level > 0 ? FieldKind.Address : FieldKind.Bytes));
        }

        // A place where there was nothing before is worth damaging too.
        Address(node.Address + (ulong)(_geometry.TableEntries - 1) * 8);
    }

    private void Blocks(IEnumerable<ulong> records)
    {
        ulong pageMask = ~((ulong)_geometry.PageSize - 1);
        foreach (ulong block in records.Select(record => record & pageMask).Distinct())
        {
            Address(block + BlockHeader.NextOffset);
            Count(block + BlockHeader.CountOffset, 8);
        }
    }

    private void File(HandoverFile file)
    {
        Bytes(file.Address, FileRecord.CompatibleSize);
        Address(file.Address + FileRecord.DataOffset);
        Count(file.Address + FileRecord.TokenOffset, 8);
        if (file.Memfd is not { } memfd)
        {
            return;
        }

        Count(memfd.Address + MemfdRecord.LengthOffset, 8);
        Count(memfd.Address + MemfdRecord.SealsOffset, 4);
        Count(memfd.Address + MemfdRecord.FlagsOffset, 4);
        Count(memfd.Address + MemfdRecord.FolioCountOffset, 8);
        ulong folios = memfd.Address + MemfdRecord.FoliosOffset;
        Address(folios);
        Count(folios + VmallocDescriptor.TotalPagesOffset, 4);
        Count(folios + VmallocDescriptor.FlagsOffset, 2);
        Count(folios + VmallocDescriptor.OrderOffset, 2);
        ulong chunk = memfd.Record.Folios.First;
        if (!_image.TryGetPage(chunk, out ReadOnlySpan<byte> page))
        {
            return;
        }

        Address(chunk);
        for (int i = 0; i < _geometry.ChunkEntries && VmallocChunk.Entry(page, i) is not 0 and ulong array; i++)
        {
            Address(chunk + VmallocChunk.EntriesOffset + (ulong)i * 8);
            Count(array, 8);
            Count(array + FolioEntry.IndexOffset, 8);
        }
    }

    private void Bytes(ulong address, int length) => _fields.Add(new ImageField(address, length, FieldKind.Bytes));

    private void Address(ulong address) => _fields.Add(new ImageField(address, 8, FieldKind.Address));

    private void Count(ulong address, int length) => _fields.Add(new ImageField(address, length, FieldKind.Count));
}
