namespace LiveUpdate.Handover;

/// <summary>A physical image made of pages in memory, any of which can be written.</summary>
public sealed class MemoryImage : ISparseImage
{
    private readonly Dictionary<ulong, byte[]> _pages = [];
    private readonly ulong _offsetMask;

    /// <summary>An image without any page.</summary>
    /// <param name="pageSize">The page size in bytes: 4096, 16384 or 65536.</param>
    public MemoryImage(int pageSize)
    {
        Geometry = PageGeometry.Of(pageSize);
        PageSize = pageSize;
        _offsetMask = (ulong)pageSize - 1;
    }

    /// <summary>What follows from the page size.</summary>
    public PageGeometry Geometry { get; }

    /// <inheritdoc/>
    public int PageSize { get; }

    /// <inheritdoc/>
    public ulong FdtAddress { get; set; }

    /// <inheritdoc/>
    public ulong ScratchAddress { get; set; }

    /// <inheritdoc/>
    public ulong ScratchLength { get; set; }

    /// <summary>How many pages there are.</summary>
    public int PageCount => _pages.Count;

    /// <inheritdoc/>
    public IEnumerable<ulong> PageAddresses => _pages.Keys.Order();

    /// <summary>A copy of another image's pages.</summary>
    /// <param name="image">The other image.</param>
    public static MemoryImage CopyOf(ISparseImage image)
    {
        var copy = new MemoryImage(image.PageSize)
        {
            FdtAddress = image.FdtAddress,
            ScratchAddress = image.ScratchAddress,
            ScratchLength = image.ScratchLength,
        };
        foreach (ulong address in image.PageAddresses)
        {
            if (image.TryGetPage(address, out ReadOnlySpan<byte> page))
            {
                page.CopyTo(copy.Page(address));
            }
        }

        return copy;
    }

    /// <summary>A page to write into; it is made, all zeros, when it is not there.</summary>
    /// <param name="address">The page's physical address, or any address in it.</param>
    public Span<byte> Page(ulong address)
    {
        address &= ~_offsetMask;
        if (!_pages.TryGetValue(address, out byte[]? page))
        {
            page = new byte[PageSize];
            _pages.Add(address, page);
        }

        return page;
    }

    /// <summary>Takes a page away.</summary>
    /// <param name="address">The page's physical address.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(ulong address) => _pages.Remove(address);

    /// <inheritdoc/>
    public bool TryRead(ulong address, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            if (!_pages.TryGetValue(address & ~_offsetMask, out byte[]? page))
            {
                return false;
            }

            int inPage = (int)(address & _offsetMask);
            int length = Math.Min(target.Length, PageSize - inPage);
            page.AsSpan(inPage, length).CopyTo(target);
            target = target[length..];
            address += (ulong)length;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryGetPage(ulong address, out ReadOnlySpan<byte> page)
    {
        bool found = _pages.TryGetValue(address, out byte[]? bytes);
        page = bytes;
        return found;
    }
}
