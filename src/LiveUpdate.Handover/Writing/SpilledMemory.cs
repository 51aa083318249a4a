using LiveUpdate.Contract;
using Microsoft.Win32.SafeHandles;

namespace LiveUpdate.Handover;

/// <summary>Memory of any size, kept in a temporary file: a page is where it would be in raw memory, holes take no space.</summary>
/// <remarks>It keeps nothing in memory. Pages are dealt out one after the other from an address on.</remarks>
public sealed class SpilledMemory : IPageStore, IPhysicalImage, IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly ulong _first;
    private ulong _next;

    /// <summary>Empty memory.</summary>
    /// <param name="pageSize">The page size in bytes: 4096, 16384 or 65536.</param>
    /// <param name="first">The physical address of the first page to be dealt out; a multiple of the page size, not 0.</param>
    public SpilledMemory(int pageSize, ulong first)
    {
        PageSize = PageGeometry.Of(pageSize).PageSize;
        _first = _next = first;
        _file = File.OpenHandle(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            FileOptions.DeleteOnClose
        );
    }

    /// <inheritdoc/>
    public int PageSize { get; }

    /// <summary>How many pages were dealt out.</summary>
    public ulong PageCount => (_next - _first) / (ulong)PageSize;

    /// <inheritdoc/>
    public ulong FdtAddress => 0;

    /// <inheritdoc/>
    public ulong ScratchAddress => 0;

    /// <inheritdoc/>
    public ulong ScratchLength => 0;

    /// <inheritdoc/>
    public ulong AllocatePage()
    {
        ulong address = _next;
        _next += (ulong)PageSize;
        return address;
    }

    /// <inheritdoc/>
    public void WritePage(ulong address, ReadOnlySpan<byte> page) =>
        RandomAccess.Write(_file, page[..PageSize], (long)(address - _first));

    /// <inheritdoc/>
    public bool TryRead(ulong address, Span<byte> target)
    {
        if (address < _first || address >= _next || (ulong)target.Length > _next - address)
        {
            return false;
        }

        long offset = (long)(address - _first);
        while (!target.IsEmpty)
        {
            int count = RandomAccess.Read(_file, target, offset);
            if (count == 0)
            {
                // Dealt out, but never written, and behind all that was.
                target.Clear();
                return true;
            }

            target = target[count..];
            offset += count;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryGetPage(ulong address, out ReadOnlySpan<byte> page)
    {
        byte[] bytes = new byte[PageSize];
        page = bytes;
        return address % (ulong)PageSize == 0 && TryRead(address, bytes);
    }

    /// <summary>Gives the file's space back.</summary>
    public void Dispose() => _file.Dispose();
}
