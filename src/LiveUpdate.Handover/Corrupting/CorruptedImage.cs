namespace LiveUpdate.Handover;

/// <summary>An image with some pages changed or gone, over one that stays as it is.</summary>
/// <remarks>It is used again for the next damage and keeps its memory.</remarks>
public sealed class CorruptedImage : ISparseImage
{
    private readonly ISparseImage _image;
    private readonly List<(ulong Address, byte[] Page)> _changed = [];
    private readonly Stack<byte[]> _spare = [];
    private readonly List<ulong> _gone = [];
    private readonly ulong _offsetMask;

    internal CorruptedImage(ISparseImage image)
    {
        _image = image;
        _offsetMask = (ulong)image.PageSize - 1;
        Reset();
    }

    /// <inheritdoc/>
    public int PageSize => _image.PageSize;

    /// <inheritdoc/>
    public ulong FdtAddress { get; internal set; }

    /// <inheritdoc/>
    public ulong ScratchAddress { get; internal set; }

    /// <inheritdoc/>
    public ulong ScratchLength { get; internal set; }

    /// <summary>The pages of the image below; those that are gone now are among them.</summary>
    public IEnumerable<ulong> PageAddresses => _image.PageAddresses;

    /// <summary>The address behind which all memory is gone.</summary>
    public ulong End { get; internal set; }

    /// <summary>How many times memory was read since the damage.</summary>
    public long Reads { get; private set; }

    /// <inheritdoc/>
    public bool TryRead(ulong address, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            int inPage = (int)(address & _offsetMask);
            int length = Math.Min(target.Length, PageSize - inPage);
            if (!TryGetPage(address & ~_offsetMask, out ReadOnlySpan<byte> page))
            {
                return false;
            }

            page.Slice(inPage, length).CopyTo(target);
            target = target[length..];
            address += (ulong)length;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryGetPage(ulong address, out ReadOnlySpan<byte> page)
    {
        Reads++;
        page = default;
        if (address >= End || _gone.Contains(address))
        {
            return false;
        }

        foreach ((ulong changed, byte[] bytes) in _changed)
        {
            if (changed == address)
            {
                page = bytes;
                return true;
            }
        }

        return _image.TryGetPage(address, out page);
    }

    /// <summary>Undoes all damage.</summary>
    internal void Reset()
    {
        foreach ((_, byte[] page) in _changed)
        {
            _spare.Push(page);
        }

        _changed.Clear();
        _gone.Clear();
        FdtAddress = _image.FdtAddress;
        ScratchAddress = _image.ScratchAddress;
        ScratchLength = _image.ScratchLength;
        End = ulong.MaxValue;
        Reads = 0;
    }

    /// <summary>A page to be changed; empty when there is none.</summary>
    internal Span<byte> Change(ulong address)
    {
        address &= ~_offsetMask;
        foreach ((ulong changed, byte[] bytes) in _changed)
        {
            if (changed == address)
            {
                return bytes;
            }
        }

        if (!_image.TryGetPage(address, out ReadOnlySpan<byte> page))
        {
            return default;
        }

        if (!_spare.TryPop(out byte[]? copy))
        {
            copy = new byte[PageSize];
        }

        page.CopyTo(copy);
        _changed.Add((address, copy));
        return copy;
    }

    /// <summary>Takes a page away.</summary>
    internal void Remove(ulong address) => _gone.Add(address & ~_offsetMask);
}
