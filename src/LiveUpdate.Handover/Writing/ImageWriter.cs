using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>Writes whole handover images into memory: what a kernel would hand over that has what an expectation lists.</summary>
/// <remarks>
/// Pages are dealt out with gaps, so that nothing adjoins by chance. A file's pages hold the low byte of its token. The
/// scratch areas are three of the size of the largest block, above everything else.
/// </remarks>
public sealed class ImageWriter : IPageStore
{
    private const int MaxPageOrder = 10;

    private readonly PageGeometry _geometry;
    private readonly ulong _root;
    private ulong _next;
    private ulong _gaps;

    /// <summary>Starts an image with an empty tracker and a KHO tree without subtrees.</summary>
    /// <param name="pageSize">The page size in bytes: 4096, 16384 or 65536.</param>
    /// <param name="first">The physical address from which pages are taken.</param>
    public ImageWriter(int pageSize, ulong first = 1 << 20)
    {
        Image = new MemoryImage(pageSize);
        _geometry = Image.Geometry;
        _next = first & ~((ulong)pageSize - 1);
        _gaps = first;
        _root = Take(0);
        Image.FdtAddress = AllocatePage();
        _ = KhoTree.Write(Image.Page(Image.FdtAddress), _root);
    }

    /// <summary>The image so far.</summary>
    public MemoryImage Image { get; }

    /// <summary>The largest order of a memfd's folios; each file uses all orders up to it where they fit.</summary>
    public int FolioOrder { get; set; }

    /// <summary>Whether memfds have contents; without, their folios are preserved but not in the image.</summary>
    public bool HasContents { get; set; } = true;

    /// <summary>An image that holds what an expectation lists.</summary>
    /// <param name="pageSize">The page size in bytes.</param>
    /// <param name="content">Sessions, files and FLBs; what is not given is left at its first value.</param>
    /// <param name="folioOrder">The largest order of folios.</param>
    /// <param name="first">The physical address from which pages are taken.</param>
    public static MemoryImage Write(int pageSize, ImageExpectation content, int folioOrder = 0, ulong first = 1 << 20)
    {
        var writer = new ImageWriter(pageSize, first) { FolioOrder = folioOrder };
        writer.Write(content);
        return writer.Image;
    }

    /// <summary>Writes what an expectation lists; once for an image.</summary>
    /// <param name="content">Sessions, files and FLBs; what is not given is left at its first value.</param>
    public void Write(ImageExpectation content)
    {
        AddMetadata(content.Release ?? ByteString.Of("7.3.4"), content.KexecCount ?? 1);
        AddLuo(content);
        AddScratch();
    }

    /// <summary>Takes a page and preserves it.</summary>
    /// <returns>Its physical address.</returns>
    public ulong AllocatePage() => AllocateBlock(0);

    /// <summary>Takes a block of pages and preserves it.</summary>
    /// <param name="order">Its order.</param>
    /// <returns>Its physical address.</returns>
    public ulong AllocateBlock(int order)
    {
        ulong address = Take(order);
        Preserve(address, order);
        return address;
    }

    /// <inheritdoc/>
    public void WritePage(ulong address, ReadOnlySpan<byte> page) => page.CopyTo(Image.Page(address));

    /// <summary>Adds an entry to the tracker.</summary>
    /// <param name="address">The block's physical address.</param>
    /// <param name="order">The block's order.</param>
    public void Preserve(ulong address, int order)
    {
        TrackerKey key = TrackerKey.Encode(_geometry, address, order);
        ulong node = _root;
        for (int level = _geometry.Levels - 1; level > 0; level--)
        {
            int index = key.IndexAt(_geometry, level);
            ulong child = TrackerNode.Entry(Image.Page(node), index);
            if (child == 0)
            {
                child = Take(0);
                TrackerNode.SetEntry(Image.Page(node), index, child);
            }

            node = child;
        }

        _ = TrackerNode.SetBit(Image.Page(node), key.IndexAt(_geometry, 0), value: true);
    }

    /// <summary>Adds a subtree to the KHO tree.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="address">Physical address of its blob.</param>
    /// <param name="length">Length of its blob in bytes.</param>
    /// <returns>Whether it could be added.</returns>
    public DeviceTreeError AddSubtree(ReadOnlySpan<byte> name, ulong address, ulong length) =>
        KhoTree.AddSubtree(Image.Page(Image.FdtAddress), name, address, length);

    private void AddMetadata(ByteString release, uint count)
    {
        ulong address = AllocatePage();
        new KexecMetadata
        {
            Version = KexecMetadata.CurrentVersion,
            Release = release.Span,
            Count = count,
        }.WriteTo(Image.Page(address));
        _ = AddSubtree(FormatNames.MetadataSubtree, address, KexecMetadata.Size);
    }

    private void AddLuo(ImageExpectation content)
    {
        ulong address = AllocatePage();
        ulong flbs = AddFlbs(content.Flbs ?? []);
        ulong sessions = AddSessions(content.Sessions ?? []);
        new LuoHeader
        {
            Compatible = FormatNames.Luo,
            Number = content.LuoNumber ?? 1,
            SessionsAddress = sessions,
            FlbsAddress = flbs,
        }.WriteTo(Image.Page(address));
        _ = AddSubtree(FormatNames.LuoSubtree, address, LuoHeader.Size);
    }

    private ulong AddFlbs(IReadOnlyList<ExpectedFlb> flbs)
    {
        ulong address = AllocatePage();
        new FlbHeader(1, (ulong)flbs.Count).WriteTo(Image.Page(address));
        for (int i = 0; i < flbs.Count; i++)
        {
            new FlbRecord
            {
                Name = flbs[i].Name.Span,
                Data = flbs[i].Data ?? 0,
                Count = flbs[i].Count ?? 1,
            }.WriteTo(Image.Page(address)[FlbHeader.RecordOffset(i)..]);
        }

        return address;
    }

    private ulong AddSessions(IReadOnlyList<ExpectedSession> sessions) =>
        AddBlocks(
            sessions.Count,
            SessionRecord.Size,
            (target, index) =>
            {
                IReadOnlyList<ExpectedFile> files = sessions[index].Files ?? [];
                new SessionRecord
                {
                    Name = sessions[index].Name.Span,
                    FilesAddress = AddFiles(files),
                    FileCount = (ulong)files.Count,
                }.WriteTo(target);
            }
        );

    private ulong AddFiles(IReadOnlyList<ExpectedFile> files) =>
        AddBlocks(
            files.Count,
            FileRecord.Size,
            (target, index) =>
            {
                ExpectedFile file = files[index];
                ReadOnlySpan<byte> compatible = file.Compatible is null ? FormatNames.Memfd : file.Compatible.Span;
                bool isMemfd = compatible.SequenceEqual(FormatNames.Memfd);
                new FileRecord
                {
                    Compatible = compatible,
                    Data = isMemfd ? AddMemfd(file) : file.Data ?? 0,
                    Token = file.Token,
                }.WriteTo(target);
            }
        );

    private ulong AddBlocks(int count, int entrySize, RecordWriter write)
    {
        int capacity = BlockHeader.Capacity(Image.PageSize, entrySize);
        ulong head = count == 0 ? 0 : AllocatePage();
        ulong block = head;
        for (int done = 0; done < count; )
        {
            int inBlock = Math.Min(capacity, count - done);
            ulong next = done + inBlock < count ? AllocatePage() : 0;
            new BlockHeader(next, (ulong)inBlock).WriteTo(Image.Page(block));
            for (int i = 0; i < inBlock; i++)
            {
                write(Image.Page(block)[BlockHeader.EntryOffset(entrySize, i)..], done + i);
            }

            done += inBlock;
            block = next;
        }

        return head;
    }

    private ulong AddMemfd(ExpectedFile file)
    {
        ulong address = AllocatePage();
        ulong length = file.Length ?? 0;
        ulong count = 0;
        VmallocDescriptor folios = default;
        if (length > 0)
        {
            folios = AddFolios(_geometry.PagesFor(length), (byte)file.Token, out count);
        }

        new MemfdRecord(file.Position ?? 0, length, file.Seals ?? 0, 0, count, folios).WriteTo(Image.Page(address));
        return address;
    }

    private VmallocDescriptor AddFolios(ulong pages, byte content, out ulong count)
    {
        var array = new FolioArrayWriter(this, _geometry);
        ulong index = 0;
        while (index < pages)
        {
            int order = (int)(array.Count % (ulong)(FolioOrder + 1));
            ulong address = Reserve(order);
            Preserve(address, order);
            for (ulong i = 0; i < 1UL << order && HasContents; i++)
            {
                Image.Page(address + i * (ulong)Image.PageSize).Fill(content);
            }

            array.Append(FolioEntry.Of(address >> _geometry.PageShift, FolioEntry.WrittenFlags, index));
            index += 1UL << order;
        }

        count = array.Count;
        return array.Finish();
    }

    private void AddScratch()
    {
        ulong unit = (ulong)Image.PageSize << MaxPageOrder;
        ulong area = (_next + unit - 1) & ~(unit - 1);
        ulong array = area + 2 * unit;
        for (int i = 0; i < 3; i++, area += unit)
        {
            new ScratchRegion(area, unit).WriteTo(Image.Page(array)[(i * ScratchRegion.Size)..]);
        }

        Image.ScratchAddress = array;
        Image.ScratchLength = 3 * ScratchRegion.Size;
    }

    private ulong Take(int order)
    {
        ulong address = Reserve(order);
        _ = Image.Page(address);
        return address;
    }

    private ulong Reserve(int order)
    {
        ulong size = (ulong)Image.PageSize << order;
        _gaps = _gaps * 6364136223846793005 + 1442695040888963407;
        ulong address = (_next + (_gaps >> 62) * (ulong)Image.PageSize + size - 1) & ~(size - 1);
        _next = address + size;
        return address;
    }

    private delegate void RecordWriter(Span<byte> target, int index);
}
