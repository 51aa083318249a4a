namespace LiveUpdate.Handover;

/// <summary>Everything about the layouts that follows from the page size alone (kho 4, luo-abi 2).</summary>
/// <param name="PageShift">The binary logarithm of the page size in bytes: 12, 14 or 16.</param>
public readonly record struct PageGeometry(int PageShift)
{
    /// <summary>4 KiB pages, those of x86-64.</summary>
    public static PageGeometry FourKiB => new(12);

    /// <summary>16 KiB pages.</summary>
    public static PageGeometry SixteenKiB => new(14);

    /// <summary>64 KiB pages.</summary>
    public static PageGeometry SixtyFourKiB => new(16);

    /// <summary>The page size in bytes.</summary>
    public int PageSize => 1 << PageShift;

    /// <summary>How many bits a tracker key may have (53, 51, 49).</summary>
    public int KeyWidth => 64 - PageShift + 1;

    /// <summary>How many bits of a key pick an entry of one table (9, 11, 13).</summary>
    public int TableIndexBits => PageShift - 3;

    /// <summary>How many bits of a key pick a bit of a leaf (15, 17, 19).</summary>
    public int BitmapIndexBits => PageShift + 3;

    /// <summary>How many levels the tracker has, the leaf being level 0 (6, 5, 4; KHO-RADIX-02).</summary>
    public int Levels => (KeyWidth - BitmapIndexBits + TableIndexBits - 1) / TableIndexBits + 1;

    /// <summary>How many addresses a tracker table holds (512, 2048, 8192).</summary>
    public int TableEntries => 1 << TableIndexBits;

    /// <summary>How many bits a tracker leaf holds (32768, 131072, 524288).</summary>
    public int BitmapBits => 1 << BitmapIndexBits;

    /// <summary>The largest order a key can hold: that of one block as large as the address space.</summary>
    public int HighestOrder => 64 - PageShift;

    /// <summary>How many addresses a chunk of a vmalloc description holds (511, 2047, 8191).</summary>
    public int ChunkEntries => TableEntries - 1;

    /// <summary>How many sessions a block holds (51, 204, 819).</summary>
    public int SessionsPerBlock => BlockHeader.Capacity(PageSize, SessionRecord.Size);

    /// <summary>How many files a block holds (63, 255, 1023).</summary>
    public int FilesPerBlock => BlockHeader.Capacity(PageSize, FileRecord.Size);

    /// <summary>How many FLBs the FLB page holds (63, 255, 1023).</summary>
    public int FlbsPerPage => (PageSize - FlbHeader.Size) / FlbRecord.Size;

    /// <summary>How many folio entries a page holds (256, 1024, 4096).</summary>
    public int FoliosPerPage => PageSize / FolioEntry.Size;

    /// <summary>The geometry of a page size.</summary>
    /// <param name="pageSize">The page size in bytes.</param>
    /// <param name="geometry">The geometry.</param>
    /// <returns>Whether the size is one that the layouts are made for: 4096, 16384 or 65536.</returns>
    public static bool TryOf(int pageSize, out PageGeometry geometry)
    {
        geometry = new PageGeometry(
            pageSize switch
            {
                4096 => 12,
                16384 => 14,
                65536 => 16,
                _ => 0,
            }
        );
        return geometry.PageShift != 0;
    }

    /// <summary>The geometry of a page size.</summary>
    /// <param name="pageSize">The page size in bytes: 4096, 16384 or 65536.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another page size.</exception>
    public static PageGeometry Of(int pageSize) =>
        TryOf(pageSize, out PageGeometry geometry)
            ? geometry
            : throw new ArgumentOutOfRangeException(
                nameof(pageSize),
                pageSize,
                "Pages have 4096, 16384 or 65536 bytes."
            );

    /// <summary>Whether an address is that of a page's first byte.</summary>
    /// <param name="address">A physical address.</param>
    public bool IsPageAligned(ulong address) => (address & (ulong)(PageSize - 1)) == 0;

    /// <summary>How many pages a number of bytes takes.</summary>
    /// <param name="bytes">A number of bytes.</param>
    public ulong PagesFor(ulong bytes) => (bytes >> PageShift) + ((bytes & (ulong)(PageSize - 1)) == 0 ? 0UL : 1UL);
}
