using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>Reads a folio array entry by entry through its descriptor and chunks, holding two pages whatever its length.</summary>
/// <remarks>A malformed array ends early: <see cref="IsBroken"/> and <see cref="BrokenAt"/> say so and where.</remarks>
public sealed class FolioArrayReader
{
    private readonly IPhysicalImage _image;
    private readonly PageGeometry _geometry;
    private readonly byte[] _array;
    private readonly byte[] _chunk;
    private readonly int _order;
    private ulong _entriesLeft;
    private uint _blocksLeft;
    private ulong _block;
    private ulong _pagesInBlock;
    private int _inArray;
    private int _inChunk;

    /// <summary>Starts reading.</summary>
    /// <param name="image">The memory.</param>
    /// <param name="descriptor">Where the array is.</param>
    /// <param name="count">How many entries it has.</param>
    public FolioArrayReader(IPhysicalImage image, VmallocDescriptor descriptor, ulong count)
    {
        _image = image;
        _geometry = PageGeometry.Of(image.PageSize);
        _array = new byte[image.PageSize];
        _chunk = new byte[image.PageSize];
        _inArray = _array.Length;
        _entriesLeft = count;
        _order = Math.Min((int)descriptor.Order, 31);
        _blocksLeft = descriptor.TotalPages >> _order;
        _inChunk = _geometry.ChunkEntries;
        VmallocChunk.SetNext(_chunk, descriptor.First);
    }

    /// <summary>Whether the array could not be read to its end.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The physical address at which it broke.</summary>
    public ulong BrokenAt { get; private set; }

    /// <summary>Reads the next entry.</summary>
    /// <param name="folio">The entry.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryRead(out FolioEntry folio)
    {
        folio = default;
        if (_entriesLeft == 0 || IsBroken || (_inArray == _array.Length && !NextPage()))
        {
            return false;
        }

        folio = FolioEntry.Read(_array.AsSpan(_inArray));
        _inArray += FolioEntry.Size;
        _entriesLeft--;
        return true;
    }

    private bool NextPage()
    {
        if (_pagesInBlock == 0 && !NextBlock())
        {
            return false;
        }

        _inArray = 0;
        bool isThere = _image.TryRead(_block, _array);
        if (!isThere)
        {
            return Break(_block);
        }

        _block += (ulong)_array.Length;
        _pagesInBlock--;
        return true;
    }

    private bool NextBlock()
    {
        if (_inChunk == _geometry.ChunkEntries && !NextChunk())
        {
            return false;
        }

        _block = VmallocChunk.Entry(_chunk, _inChunk++);
        _pagesInBlock = 1UL << _order;
        // Every listed block uses up one of the pages that the descriptor gives: a cycle ends with them.
        return (_block != 0 && _blocksLeft-- > 0) || Break(_block);
    }

    private bool NextChunk()
    {
        ulong next = VmallocChunk.Next(_chunk);
        _inChunk = 0;
        return (next != 0 && _image.TryRead(next, _chunk)) || Break(next);
    }

    private bool Break(ulong address)
    {
        IsBroken = true;
        BrokenAt = address;
        return false;
    }
}
