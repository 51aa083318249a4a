using System.Buffers.Binary;
using LiveUpdate.Reference;

namespace LiveUpdate.Examples.Handler;

/// <summary>The layout that crosses the kexec: a chain of pages, each with a head of 32 bytes and addresses of the file's pages.</summary>
/// <remarks>
/// <code>
/// 0   u64  position of the open file      first page of the chain only
/// 8   u64  size of the file in bytes      first page only
/// 16  u32  seals                          first page only
/// 20  u32  how many addresses follow here
/// 24  u64  physical address of the next page of the chain, 0 in the last one
/// 32  u64  physical address of a page of the file, in the order of the file …
/// </code>
/// What is read comes from another kernel and may be anything: every count is cut to what fits the page.
/// </remarks>
/// <param name="memory">The physical memory.</param>
/// <param name="page">The page frame number.</param>
internal readonly struct ChainPage(PhysicalMemory memory, int page)
{
    private const int PositionAt = 0;
    private const int SizeAt = 8;
    private const int SealsAt = 16;
    private const int CountAt = 20;
    private const int NextAt = 24;
    private const int HeadSize = 32;

    /// <summary>The page frame number.</summary>
    public int Page => page;

    /// <summary>How many addresses fit a page.</summary>
    public int Capacity => (memory.Geometry.PageSize - HeadSize) / sizeof(ulong);

    /// <summary>The position of the open file.</summary>
    public ulong Position
    {
        get => memory.Read64(page, PositionAt);
        set => memory.Write64(page, PositionAt, value);
    }

    /// <summary>The size of the file in bytes.</summary>
    public ulong Size
    {
        get => memory.Read64(page, SizeAt);
        set => memory.Write64(page, SizeAt, value);
    }

    /// <summary>The seals of the file.</summary>
    public uint Seals
    {
        get => Read32(SealsAt);
        set => Write32(SealsAt, value);
    }

    /// <summary>How many addresses there are here; at most <see cref="Capacity"/>, whatever the page says.</summary>
    public int Count
    {
        get => (int)Math.Min(Read32(CountAt), (uint)Capacity);
        private set => Write32(CountAt, (uint)value);
    }

    /// <summary>The physical address of the next page of the chain, 0 for none.</summary>
    public ulong Next
    {
        get => memory.Read64(page, NextAt);
        set => memory.Write64(page, NextAt, value);
    }

    /// <summary>The physical address of one page of the file.</summary>
    /// <param name="number">Which, from 0 to below <see cref="Count"/>.</param>
    public ulong this[int number] => memory.Read64(page, HeadSize + number * sizeof(ulong));

    /// <summary>Writes one more address; there is room for it.</summary>
    /// <param name="address">The physical address of a page of the file.</param>
    public void Add(ulong address)
    {
        int number = Count;
        memory.Write64(page, HeadSize + number * sizeof(ulong), address);
        Count = number + 1;
    }

    private uint Read32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(memory.Page(page)[at..]);

    private void Write32(int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(memory.Edit(page, at, sizeof(uint)), value);
}
