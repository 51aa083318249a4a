namespace LiveUpdate.Handover;

/// <summary>
/// Writes a folio array of any length as it comes: array pages of order 0, the chunks that list them, and the descriptor
/// (kho 7, luo-abi 6).
/// </summary>
/// <remarks>It holds two pages whatever the length; a 1 TiB file has 2^28 entries of 4 KiB folios, which are 4 GiB.</remarks>
public sealed class FolioArrayWriter
{
    private readonly IPageStore _store;
    private readonly PageGeometry _geometry;
    private readonly byte[] _array;
    private readonly byte[] _chunk;
    private readonly ulong _first;
    private ulong _chunkAddress;
    private int _inArray;
    private int _inChunk;
    private uint _pages;

    /// <summary>Starts an array.</summary>
    /// <param name="store">Where its pages go.</param>
    /// <param name="geometry">The page size.</param>
    public FolioArrayWriter(IPageStore store, PageGeometry geometry)
    {
        _store = store;
        _geometry = geometry;
        _array = new byte[geometry.PageSize];
        _chunk = new byte[geometry.PageSize];
        _first = _chunkAddress = store.AllocatePage();
    }

    /// <summary>How many entries there are.</summary>
    public ulong Count { get; private set; }

    /// <summary>Appends an entry.</summary>
    /// <param name="folio">The entry.</param>
    public void Append(FolioEntry folio)
    {
        folio.WriteTo(_array.AsSpan(_inArray));
        _inArray += FolioEntry.Size;
        Count++;
        if (_inArray == _array.Length)
        {
            FinishPage();
        }
    }

    /// <summary>Ends the array.</summary>
    /// <returns>Where it is.</returns>
    public VmallocDescriptor Finish()
    {
        if (_inArray > 0)
        {
            _array.AsSpan(_inArray).Clear();
            FinishPage();
        }

        _store.WritePage(_chunkAddress, _chunk);
        return new VmallocDescriptor(_first, _pages, VmallocDescriptor.PlainArea, 0);
    }

    private void FinishPage()
    {
        ulong address = _store.AllocatePage();
        _store.WritePage(address, _array);
        _inArray = 0;
        _pages++;
        VmallocChunk.SetEntry(_chunk, _inChunk++, address);
        if (_inChunk < _geometry.ChunkEntries)
        {
            return;
        }

        // The next chunk follows as soon as one is full, so that 511 pages leave an empty one (KHO-VM-01).
        ulong next = _store.AllocatePage();
        VmallocChunk.SetNext(_chunk, next);
        _store.WritePage(_chunkAddress, _chunk);
        Array.Clear(_chunk);
        _chunkAddress = next;
        _inChunk = 0;
    }
}
