using System.Numerics;

namespace LiveUpdate.Reference;

/// <summary>A buddy allocator over physical memory: folios of 2^order pages, reference counts, an owner for every page.</summary>
/// <remarks>
/// <para>It never hands out a page of the scratch areas, nor one that the kernel before handed over: those are the
/// obstacles that it is made with. The kernel moves a user's pages out of scratch before it preserves them; here they are
/// never there in the first place.</para>
/// <para>Free memory is cut into blocks as the allocator reaches it, from low addresses to high ones, so that a large
/// machine starts as fast as a small one. A few freed pages are kept at hand and used again first.</para>
/// <para>Overrides may make single allocations fail by returning 0; they must not hand out a page twice.</para>
/// </remarks>
public class PageAllocator
{
    /// <summary>The largest order of a folio from this allocator.</summary>
    public const int MaxPageOrder = 10;

    private const int AtHandLimit = 256;

    private readonly PhysicalMemory _memory;
    private readonly PageTable _table;
    private readonly PageRange[] _obstacles;
    private readonly int[] _free = new int[MaxPageOrder + 1];
    private readonly int _end;
    private readonly List<string> _faults = [];
    private int[] _atHand = new int[16];
    private int _atHandCount;
    private int _frontier;
    private int _nextObstacle;

    /// <summary>An allocator of all memory behind the kernel's own, except the obstacles.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="table">The kernel's page table, in which the incoming folios are marked already.</param>
    /// <param name="firstPage">The first page that is not the kernel's own.</param>
    /// <param name="obstacles">Scratch areas and incoming memory, ascending by start; they may overlap.</param>
    public PageAllocator(PhysicalMemory memory, PageTable table, int firstPage, PageRange[] obstacles)
    {
        _memory = memory;
        _table = table;
        _obstacles = obstacles;
        _frontier = firstPage;
        _end = memory.PageCount;
        FreePages = _end - firstPage - Covered(firstPage);
    }

    /// <summary>The faults that are injected into allocations of this kernel.</summary>
    public FaultInjection Injected { get; internal set; } = FaultInjection.None;

    /// <summary>How many pages are free.</summary>
    public int FreePages { get; private set; }

    /// <summary>What went wrong so far, one line each: pages freed twice, references dropped that were not held.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Takes a folio with one reference.</summary>
    /// <param name="order">Its order, 0 to <see cref="MaxPageOrder"/>.</param>
    /// <param name="owner">What it is for.</param>
    /// <param name="zeroed">Whether its bytes become zero; otherwise they are what was there.</param>
    /// <returns>The first page, or 0 when there is no memory.</returns>
    public virtual int Allocate(int order, PageOwner owner, bool zeroed = true)
    {
        if (Injected.IsArmed && IsHit(owner))
        {
            return 0;
        }

        int page = order == 0 && _atHandCount > 0 ? _atHand[--_atHandCount] : TakeBlock(order);
        if (page == 0)
        {
            return 0;
        }

        FreePages -= 1 << order;
        MakeFolio(page, order, owner);
        if (zeroed)
        {
            for (int i = 0; i < 1 << order; i++)
            {
                _memory.Clear(page + i);
            }
        }

        return page;
    }

    /// <summary>Takes another reference to a folio.</summary>
    /// <param name="page">Its first page.</param>
    public void Get(int page) => _table[page].References++;

    /// <summary>Drops a reference to a folio; the last one frees it.</summary>
    /// <param name="page">Its first page.</param>
    public void Put(int page)
    {
        ref PageInfo info = ref _table[page];
        if (info.State != PageState.Head || info.References <= 0)
        {
            Fault(page, info);
            return;
        }

        if (--info.References == 0)
        {
            Release(page, ref info);
        }
    }

    /// <summary>The order of a folio.</summary>
    /// <param name="page">Its first page.</param>
    public int OrderOf(int page) => _table[page].Order;

    /// <summary>Makes one folio of each page of a folio, each with one reference.</summary>
    /// <param name="page">The folio's first page; the folio has one reference.</param>
    public void Split(int page)
    {
        ref PageInfo head = ref _table[page];
        int pages = 1 << head.Order;
        PageOwner owner = head.Owner;
        for (int i = 0; i < pages; i++)
        {
            MakeFolio(page + i, 0, owner);
        }
    }

    /// <summary>The first page of the folio that a page in use belongs to.</summary>
    /// <param name="page">A page in use.</param>
    public int HeadOf(int page)
    {
        ref PageInfo info = ref _table[page];
        return info.State == PageState.Tail ? info.Next : page;
    }

    /// <summary>Gives a folio another owner.</summary>
    /// <param name="page">Its first page.</param>
    /// <param name="owner">What it is for from now on.</param>
    public void Own(int page, PageOwner owner)
    {
        for (int i = (1 << _table[page].Order) - 1; i >= 0; i--)
        {
            _table[page + i].Owner = owner;
        }
    }

    /// <summary>Takes charge of memory that was handed over: a folio with one reference (kho 3).</summary>
    /// <param name="page">The first page.</param>
    /// <param name="order">The order; larger than <see cref="MaxPageOrder"/> is possible.</param>
    /// <param name="owner">What it is for.</param>
    public void Adopt(int page, int order, PageOwner owner) => MakeFolio(page, order, owner);

    /// <summary>Contents of files are counted by those who allocate them, once for each operation.</summary>
    private bool IsHit(PageOwner owner) =>
        owner != PageOwner.FileData
        && Injected.Fails(
            owner switch
            {
                PageOwner.Tracker => "node",
                PageOwner.SessionBlock or PageOwner.FileBlock => "block",
                PageOwner.MemfdRecord => "record",
                PageOwner.FolioArray => "array",
                PageOwner.VmallocChunk => "chunk",
                _ => "page",
            }
        );

    private void MakeFolio(int page, int order, PageOwner owner)
    {
        ref PageInfo head = ref _table.Mark(page, PageState.Head);
        head.Order = (byte)order;
        head.Owner = owner;
        head.References = 1;
        head.Private = 0;
        for (int i = 1; i < 1 << order; i++)
        {
            ref PageInfo tail = ref _table.Mark(page + i, PageState.Tail);
            tail.Order = 0;
            tail.Owner = owner;
            tail.References = 0;
            tail.Private = 0;
            tail.Next = page;
        }
    }

    private void Release(int page, ref PageInfo info)
    {
        int order = info.Order;
        info.Owner = PageOwner.Nobody;
        FreePages += 1 << order;
        if (order == 0)
        {
            KeepAtHand(page);
            return;
        }

        // The first page too: when the block joins a lower one it is no block's first page any more.
        for (int i = 0; i < 1 << order; i++)
        {
            _table[page + i].State = PageState.Free;
            _table[page + i].Order = byte.MaxValue;
            _table[page + i].Owner = PageOwner.Nobody;
        }

        // A restored folio may be larger than anything the buddy lists hold.
        int step = 1 << Math.Min(order, MaxPageOrder);
        for (int start = page; start < page + (1 << order); start += step)
        {
            FreeBlock(start, Math.Min(order, MaxPageOrder));
        }
    }

    private void KeepAtHand(int page)
    {
        if (_atHandCount == AtHandLimit)
        {
            for (int i = 0; i < AtHandLimit / 2; i++)
            {
                FreeBlock(_atHand[i], 0);
            }

            _atHand.AsSpan(AtHandLimit / 2).CopyTo(_atHand);
            _atHandCount = AtHandLimit / 2;
        }

        if (_atHandCount == _atHand.Length)
        {
            Array.Resize(ref _atHand, Math.Min(AtHandLimit, 4 * _atHand.Length));
        }

        _table[page].State = PageState.AtHand;
        _atHand[_atHandCount++] = page;
    }

    private int TakeBlock(int order)
    {
        while (true)
        {
            for (int have = order; have <= MaxPageOrder; have++)
            {
                int page = _free[have];
                if (page != 0)
                {
                    Unlink(page, have);
                    for (int half = have - 1; half >= order; half--)
                    {
                        Link(page + (1 << half), half);
                    }

                    return page;
                }
            }

            if (!Advance() && !Coalesce())
            {
                return 0;
            }
        }
    }

    /// <summary>Frees what is kept at hand, so that it can become part of a larger block.</summary>
    private bool Coalesce()
    {
        if (_atHandCount == 0)
        {
            return false;
        }

        while (_atHandCount > 0)
        {
            FreeBlock(_atHand[--_atHandCount], 0);
        }

        return true;
    }

    private void FreeBlock(int page, int order)
    {
        while (order < MaxPageOrder)
        {
            int buddy = page ^ (1 << order);
            if (buddy >= _end)
            {
                break;
            }

            ref PageInfo info = ref _table[buddy];
            if (info.State != PageState.Free || info.Order != order)
            {
                break;
            }

            Unlink(buddy, order);
            page = Math.Min(page, buddy);
            order++;
        }

        Link(page, order);
    }

    private void Link(int page, int order)
    {
        ref PageInfo info = ref _table.Mark(page, PageState.Free);
        info.Order = (byte)order;
        info.Owner = PageOwner.Nobody;
        info.Previous = 0;
        info.Next = _free[order];
        if (info.Next != 0)
        {
            _table[info.Next].Previous = page;
        }

        _free[order] = page;
    }

    private void Unlink(int page, int order)
    {
        ref PageInfo info = ref _table[page];
        info.Order = byte.MaxValue;
        if (info.Previous != 0)
        {
            _table[info.Previous].Next = info.Next;
        }
        else
        {
            _free[order] = info.Next;
        }

        if (info.Next != 0)
        {
            _table[info.Next].Previous = info.Previous;
        }
    }

    /// <summary>Moves the frontier over the next stretch of free memory, at most up to the next boundary of a largest block.</summary>
    private bool Advance()
    {
        while (_frontier < _end)
        {
            while (_nextObstacle < _obstacles.Length && _obstacles[_nextObstacle].End <= _frontier)
            {
                _nextObstacle++;
            }

            int limit = Math.Min(_end, (_frontier | ((1 << MaxPageOrder) - 1)) + 1);
            if (_nextObstacle < _obstacles.Length)
            {
                PageRange obstacle = _obstacles[_nextObstacle];
                if (obstacle.Start <= _frontier)
                {
                    _frontier = obstacle.End;
                    continue;
                }

                limit = Math.Min(limit, obstacle.Start);
            }

            while (_frontier < limit)
            {
                int order = Math.Min(
                    Math.Min(BitOperations.TrailingZeroCount(_frontier), BitOperations.Log2((uint)(limit - _frontier))),
                    MaxPageOrder
                );
                Link(_frontier, order);
                _frontier += 1 << order;
            }

            return true;
        }

        return false;
    }

    private int Covered(int firstPage)
    {
        int covered = 0;
        int reached = firstPage;
        foreach (PageRange obstacle in _obstacles)
        {
            int start = Math.Max(reached, obstacle.Start);
            int end = Math.Min(_end, obstacle.End);
            if (end > start)
            {
                covered += end - start;
                reached = end;
            }
        }

        return covered;
    }

    private void Fault(int page, in PageInfo info) =>
        _faults.Add(
            $"page 0x{_memory.AddressOf(page):x}: a reference was dropped that nobody held ({info.State}, last used for {info.Owner})"
        );
}
