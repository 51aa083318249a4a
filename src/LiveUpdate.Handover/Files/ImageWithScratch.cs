namespace LiveUpdate.Handover;

/// <summary>An image to which the scratch array is added that its file does not hold, as boot data would point to one.</summary>
public sealed class ImageWithScratch : ISparseImage
{
    private readonly ISparseImage _image;
    private readonly byte[] _array;

    /// <summary>An image and its scratch areas.</summary>
    /// <param name="image">The image.</param>
    /// <param name="areas">The areas; as many as fit into a page.</param>
    /// <exception cref="ArgumentException">Too many areas.</exception>
    public ImageWithScratch(ISparseImage image, IReadOnlyList<ScratchRegion> areas)
    {
        ScratchLength = (ulong)areas.Count * ScratchRegion.Size;
        if (ScratchLength > (ulong)image.PageSize)
        {
            throw new ArgumentException("There are more scratch areas than fit into one page.", nameof(areas));
        }

        _image = image;
        _array = new byte[image.PageSize];
        for (int i = 0; i < areas.Count; i++)
        {
            areas[i].WriteTo(_array.AsSpan(i * ScratchRegion.Size));
        }

        // Linux puts the array into the highest scratch area; any page that the image lacks does.
        ulong last = areas.Where(area => area.Length > 0).Select(area => area.Address + area.Length).Append(0UL).Max();
        ScratchAddress = Math.Max(last, (ulong)image.PageSize) - (ulong)image.PageSize;
        while (image.TryGetPage(ScratchAddress, out _))
        {
            ScratchAddress += (ulong)image.PageSize;
        }
    }

    /// <inheritdoc/>
    public int PageSize => _image.PageSize;

    /// <inheritdoc/>
    public ulong FdtAddress => _image.FdtAddress;

    /// <inheritdoc/>
    public ulong ScratchAddress { get; }

    /// <inheritdoc/>
    public ulong ScratchLength { get; }

    /// <inheritdoc/>
    public IEnumerable<ulong> PageAddresses => _image.PageAddresses.Append(ScratchAddress).Order();

    /// <inheritdoc/>
    public bool TryRead(ulong address, Span<byte> target)
    {
        ulong inArray = address - ScratchAddress;
        if (inArray >= (ulong)_array.Length || (ulong)target.Length > (ulong)_array.Length - inArray)
        {
            return _image.TryRead(address, target);
        }

        _array.AsSpan((int)inArray, target.Length).CopyTo(target);
        return true;
    }

    /// <inheritdoc/>
    public bool TryGetPage(ulong address, out ReadOnlySpan<byte> page)
    {
        page = _array;
        return address == ScratchAddress || _image.TryGetPage(address, out page);
    }
}
