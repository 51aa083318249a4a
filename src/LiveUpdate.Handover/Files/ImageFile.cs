using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace LiveUpdate.Handover;

/// <summary>
/// A physical image in a file: an ELF core (QEMU, kdump, our own) or raw memory from address 0 on, packed with gzip or not.
/// </summary>
/// <remarks>Pages are read when they are asked for; a limited number of them is kept. Not for use from several threads.</remarks>
public sealed class ImageFile : ISparseImage, IDisposable
{
    private const int MaxKeptBytes = 256 << 20;

    private readonly IByteSource _source;
    private readonly List<MemorySegment> _segments;
    private readonly Dictionary<ulong, byte[]> _kept = [];

    private ImageFile(IByteSource source, List<MemorySegment> segments, int pageSize)
    {
        _source = source;
        _segments = segments;
        PageSize = pageSize;
    }

    /// <inheritdoc/>
    public int PageSize { get; }

    /// <inheritdoc/>
    public ulong FdtAddress { get; private set; }

    /// <inheritdoc/>
    public ulong ScratchAddress { get; private set; }

    /// <inheritdoc/>
    public ulong ScratchLength { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<ulong> PageAddresses
    {
        get
        {
            ulong size = (ulong)PageSize;
            ulong next = 0;
            foreach (MemorySegment segment in _segments)
            {
                // Segments may touch within a page or overlap; a page is listed once. What the file does not hold is
                // zero and not listed, so that a header cannot make the list longer than the file.
                ulong first = Math.Max(next, segment.Address / size + (segment.Address % size == 0 ? 0UL : 1UL));
                ulong end = (segment.Address + segment.FileLength) / size;
                for (ulong page = first; page < end; page++)
                {
                    yield return page * size;
                }

                next = Math.Max(next, end);
            }
        }
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What else is known.</param>
    /// <param name="image">The image; disposing of it closes the file.</param>
    /// <param name="error">One line: which file, what is wrong, where, how to mend it.</param>
    /// <returns>Whether it could be opened.</returns>
    public static bool TryOpen(
        string path,
        ImageFileOptions options,
        [NotNullWhen(true)] out ImageFile? image,
        [NotNullWhen(false)] out string? error
    )
    {
        image = null;
        IByteSource? source = null;
        try
        {
            error = Unpacker.Open(path, options.MaxUnpacked, out source);
            error ??= Read(source, options, out image);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            error = problem.Message;
        }

        if (error is null && image is not null)
        {
            return true;
        }

        source?.Dispose();
        image = null;
        error = $"{path}: {error}";
        return false;
    }

    /// <inheritdoc/>
    public bool TryRead(ulong address, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            int index = Find(address);
            if (index < 0)
            {
                return false;
            }

            MemorySegment segment = _segments[index];
            ulong inside = address - segment.Address;
            int length = (int)Math.Min((ulong)target.Length, segment.Length - inside);
            int inFile = inside < segment.FileLength ? (int)Math.Min((ulong)length, segment.FileLength - inside) : 0;
            if (inFile > 0)
            {
                _source.Read(segment.Offset + (long)inside, target[..inFile]);
            }

            target[inFile..length].Clear();
            target = target[length..];
            address += (ulong)length;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryGetPage(ulong address, out ReadOnlySpan<byte> page)
    {
        if (_kept.TryGetValue(address, out byte[]? bytes))
        {
            page = bytes;
            return true;
        }

        page = default;
        if (address % (ulong)PageSize != 0 || Find(address) < 0)
        {
            return false;
        }

        bytes = new byte[PageSize];
        if (!TryRead(address, bytes))
        {
            return false;
        }

        if (_kept.Count >= MaxKeptBytes / PageSize)
        {
            // Pages handed out before stay valid: they are arrays of their own.
            _kept.Clear();
        }

        _kept.Add(address, bytes);
        page = bytes;
        return true;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _source.Dispose();

    /// <summary>The last segment that starts at or before an address, if it reaches it; -1 otherwise.</summary>
    private int Find(ulong address)
    {
        int low = 0;
        int high = _segments.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_segments[middle].Address <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 && address - _segments[low - 1].Address < _segments[low - 1].Length ? low - 1 : -1;
    }

    private static string? Read(IByteSource source, ImageFileOptions options, out ImageFile? image)
    {
        image = null;
        var segments = new List<MemorySegment>();
        ElfCoreNote? note = null;
        bool isElf = ElfCoreReader.IsElf(source);
        string? error = isElf ? ElfCoreReader.Read(source, segments, out note) : null;
        if (error is not null)
        {
            return error;
        }

        if (!isElf)
        {
            segments.Add(new MemorySegment(0, (ulong)source.Length, 0, (ulong)source.Length));
        }

        int pageSize = options.PageSize ?? note?.PageSize ?? 4096;
        if (!PageGeometry.TryOf(pageSize, out _))
        {
            return $"pages of {pageSize} bytes are not known: 4096, 16384 and 65536 are";
        }

        image = new ImageFile(source, segments, pageSize)
        {
            ScratchAddress = note?.ScratchAddress ?? 0,
            ScratchLength = note?.ScratchLength ?? 0,
        };
        ulong? given = options.FdtAddress ?? note?.FdtAddress;
        if (given is { } address)
        {
            image.FdtAddress = address;
            return address == 0 || image.TryGetPage(address, out _)
                ? null
                : $"physical address 0x{address:x}, said to be that of the KHO tree, is not in the file: give another with --fdt";
        }

        return image.SearchTree(isElf);
    }

    /// <summary>Looks for the one page that is a KHO tree whose tracker has that page.</summary>
    private string? SearchTree(bool isElf)
    {
        var found = new List<ulong>();
        var checker = new KhoTreeProbe(this);
        Span<byte> magic = stackalloc byte[4];
        foreach (ulong address in PageAddresses)
        {
            if (
                TryRead(address, magic)
                && BinaryPrimitives.ReadUInt32BigEndian(magic) == DeviceTreeFormat.Magic
                && checker.IsKhoTree(address)
            )
            {
                found.Add(address);
            }
        }

        if (found.Count > 1)
        {
            // A kernel that was itself handed something still has that tree; its own one counts a kexec more.
            uint newest = found.Max(checker.KexecCount);
            _ = found.RemoveAll(address => checker.KexecCount(address) < newest);
        }

        if (found.Count == 1)
        {
            FdtAddress = found[0];
            return null;
        }

        return found.Count switch
        {
            0 when !isElf =>
                "it is neither an ELF core file nor raw memory with a KHO tree: give the tree's physical address with --fdt",
            0 => "no page of it is a KHO tree of kho-v4: give the tree's physical address with --fdt",
            _ =>
                $"it has {found.Count} KHO trees, at {string.Join(", ", found.Select(at => $"0x{at:x}"))}: pick one with --fdt",
        };
    }
}
