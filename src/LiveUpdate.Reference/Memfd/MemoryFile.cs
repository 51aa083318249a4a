using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>A file that lives in memory: a memfd or a file on tmpfs (memfd 3).</summary>
/// <remarks>
/// Contents are real bytes in real pages. While the file is preserved it is frozen: its size cannot change and its pages
/// are pinned. Overrides of the checks may refuse less or more; the pages stay consistent whatever they say.
/// </remarks>
public class MemoryFile
{
    /// <summary>The highest size of a file.</summary>
    public const ulong MaxSize = long.MaxValue;

    private readonly Kernel _kernel;
    private readonly FilePages _pages = new();
    private int _references = 1;

    /// <summary>An empty file with one reference.</summary>
    /// <param name="kernel">The kernel whose memory it uses.</param>
    /// <param name="name">What its link in /proc/self/fd shows.</param>
    /// <param name="mode">Its permission bits.</param>
    /// <param name="seals">Its seals.</param>
    public MemoryFile(Kernel kernel, ByteString name, uint mode, uint seals)
    {
        _kernel = kernel;
        Name = name;
        Mode = mode;
        Seals = seals;
    }

    /// <summary>What its link in /proc/self/fd shows, without the mark of a deleted file.</summary>
    public ByteString Name { get; }

    /// <summary>The permission bits.</summary>
    public uint Mode { get; }

    /// <summary>The seals.</summary>
    public uint Seals { get; set; }

    /// <summary>The size in bytes.</summary>
    public ulong Size { get; private set; }

    /// <summary>The number of names.</summary>
    public int Links { get; set; }

    /// <summary>Whether the file consists of huge pages; the memfd handler does not take those.</summary>
    public bool IsHugetlb { get; init; }

    /// <summary>Whether the size is fixed because the file is preserved (MEMFD-06).</summary>
    public bool IsFrozen { get; set; }

    /// <summary>How many pages from the start of the file are pinned.</summary>
    public ulong PinnedPages { get; set; }

    /// <summary>How many writable shared mappings there are.</summary>
    public int WritableMappings { get; set; }

    /// <summary>Which page holds which part.</summary>
    public FilePages Pages => _pages;

    /// <summary>The space taken, in units of 512 bytes (MEMFD-13).</summary>
    protected internal virtual ulong Blocks => (ulong)_pages.Count << (_kernel.Memory.Geometry.PageShift - 9);

    /// <summary>The window of the file that one step of a write stays inside: the largest folio that a mapping can have.</summary>
    protected internal virtual ulong WriteWindow =>
        (ulong)_kernel.Memory.Geometry.PageSize * (ulong)_kernel.Memory.Geometry.TableEntries;

    /// <summary>Whether the file may not grow: sealed so, or frozen.</summary>
    protected internal virtual bool RefusesGrowth => (Seals & Reference.Seals.Grow) != 0 || IsFrozen;

    /// <summary>Takes another reference.</summary>
    public void Get() => _references++;

    /// <summary>Drops a reference; with the last one, and without a name, the file is gone.</summary>
    public void Put()
    {
        if (--_references == 0 && Links == 0)
        {
            FreePages(0, ulong.MaxValue);
        }
    }

    /// <summary>Removes the name.</summary>
    public void Unlink()
    {
        Links = 0;
        if (_references == 0)
        {
            FreePages(0, ulong.MaxValue);
        }
    }

    /// <summary>Writes a fill pattern.</summary>
    /// <param name="at">Where the write starts, at most <see cref="MaxSize"/>.</param>
    /// <param name="length">How many bytes, at least 1.</param>
    /// <param name="fill">The fill value.</param>
    /// <param name="written">How many bytes were written.</param>
    /// <returns>Success, also when less was written than asked for; EPERM; EFBIG; ENOMEM with nothing written.</returns>
    public Errno Write(ulong at, ulong length, byte fill, out ulong written)
    {
        written = 0;
        if (at >= MaxSize)
        {
            return Errno.EFBIG;
        }

        ulong end = at + Math.Min(length, MaxSize - at);
        Errno error = CheckWrite(at, ref end);
        if (error != Errno.None)
        {
            return error;
        }

        _kernel.Point();
        error = AllocationFails(at, end) ? Errno.ENOMEM : Fill(at, end, fill);
        if (error == Errno.None)
        {
            Size = Math.Max(Size, end);
            written = end - at;
        }

        return error;
    }

    /// <summary>Checks a write against seals and freeze, one window of the file after the other (MEMFD-07).</summary>
    /// <param name="at">Where the write starts.</param>
    /// <param name="end">Where it ends; lowered when only the leading windows may be written.</param>
    protected internal virtual Errno CheckWrite(ulong at, ref ulong end)
    {
        if ((Seals & (Reference.Seals.Write | Reference.Seals.FutureWrite)) != 0)
        {
            return Errno.EPERM;
        }

        if (end > Size && RefusesGrowth)
        {
            // Each window is tested by its own end; the complete ones inside the size are written.
            ulong complete = Size / WriteWindow * WriteWindow;
            if (complete <= at)
            {
                return Refusal(Errno.EPERM, "MEMFD-07");
            }

            end = complete;
        }

        return Errno.None;
    }

    /// <summary>Stores through a mapping: no seal and no freeze is looked at (MEMFD-02).</summary>
    /// <param name="at">Where; the range lies inside the size.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="fill">The fill value.</param>
    public Errno Store(ulong at, ulong length, byte fill) => length == 0 ? Errno.None : Fill(at, at + length, fill);

    /// <summary>Reads contents; holes are zeros.</summary>
    /// <param name="at">Where.</param>
    /// <param name="length">How many bytes at most.</param>
    /// <param name="runs">Receives them.</param>
    /// <returns>How many bytes there were.</returns>
    public ulong Read(ulong at, ulong length, ContentRuns runs)
    {
        if (at >= Size)
        {
            return 0;
        }

        length = Math.Min(length, Size - at);
        ulong end = at + length;
        int shift = _kernel.Memory.Geometry.PageShift;
        ulong mask = (ulong)_kernel.Memory.Geometry.PageSize - 1;
        while (at < end)
        {
            ulong index = at >> shift;
            if (index >= _pages.End)
            {
                runs.Add(0, end - at);
                break;
            }

            int offset = (int)(at & mask);
            int step = (int)Math.Min(mask + 1 - (ulong)offset, end - at);
            int page = _pages[index];
            if (page <= 0)
            {
                runs.Add(0, (ulong)step);
            }
            else if (_kernel.Memory.TryUniform(page, out byte value))
            {
                runs.Add(value, (ulong)step);
            }
            else
            {
                runs.Add(_kernel.Memory.Page(page).Slice(offset, step));
            }

            at += (ulong)step;
        }

        return length;
    }

    /// <summary>Changes the size.</summary>
    /// <param name="size">The new size, at most <see cref="MaxSize"/>.</param>
    public Errno Truncate(ulong size)
    {
        Errno error = CheckTruncate(size);
        if (error == Errno.None)
        {
            _kernel.Point();
            SetSize(size);
        }

        return error;
    }

    /// <summary>Checks a new size against seals and freeze (MEMFD-06).</summary>
    /// <param name="size">The new size.</param>
    protected internal virtual Errno CheckTruncate(ulong size) =>
        IsFrozen && size != Size ? Refusal(Errno.EPERM, "MEMFD-06")
        : size < Size && (Seals & Reference.Seals.Shrink) != 0 ? Errno.EPERM
        : size > Size && (Seals & Reference.Seals.Grow) != 0 ? Errno.EPERM
        : Errno.None;

    /// <summary>Sets the size without any check; what lies beyond it is freed.</summary>
    /// <param name="size">The new size.</param>
    public void SetSize(ulong size)
    {
        bool shrinks = size <= Size;
        Size = size;
        if (!shrinks)
        {
            return;
        }

        FreePages(_kernel.Memory.Geometry.PagesFor(size), ulong.MaxValue);
        ulong mask = (ulong)_kernel.Memory.Geometry.PageSize - 1;
        if ((size & mask) != 0)
        {
            Zero(size, size | mask);
        }
    }

    /// <summary>Allocates space or punches a hole; the checks of the system call itself are done.</summary>
    /// <param name="punch">Whether to punch a hole.</param>
    /// <param name="keepSize">Whether the size stays.</param>
    /// <param name="at">Where.</param>
    /// <param name="length">How many bytes, at least 1.</param>
    public Errno Fallocate(bool punch, bool keepSize, ulong at, ulong length)
    {
        Errno error = CheckFallocate(punch, at + length);
        if (error != Errno.None)
        {
            return error;
        }

        _kernel.Point();
        if (punch)
        {
            PunchHole(at, at + length);
            return Errno.None;
        }

        int shift = _kernel.Memory.Geometry.PageShift;
        ulong first = at >> shift;
        ulong end = _kernel.Memory.Geometry.PagesFor(at + length);
        if (!HasMemoryFor(first, end) || AllocationFails(at, at + length))
        {
            return Errno.ENOMEM;
        }

        for (ulong index = first; index < end; index++)
        {
            if (_pages[index] == 0)
            {
                // Not zeroed: nobody can see the page before it is written or made up to date (MEMFD-05).
                int page = _kernel.Allocator.Allocate(0, PageOwner.FileData, zeroed: false);
                if (page == 0)
                {
                    return Errno.ENOMEM;
                }

                _pages.Set(index, -page);
            }
        }

        if (!keepSize)
        {
            Size = Math.Max(Size, at + length);
        }

        return Errno.None;
    }

    /// <summary>Checks an allocation or a hole against seals and freeze (MEMFD-06).</summary>
    /// <param name="punch">Whether it is a hole.</param>
    /// <param name="end">Where the range ends.</param>
    protected internal virtual Errno CheckFallocate(bool punch, ulong end) =>
        IsFrozen ? Refusal(Errno.EPERM, "MEMFD-06")
        : punch && (Seals & (Reference.Seals.Write | Reference.Seals.FutureWrite)) != 0 ? Errno.EPERM
        : !punch && end > Size && (Seals & Reference.Seals.Grow) != 0 ? Errno.EPERM
        : Errno.None;

    /// <summary>Adds seals; that the descriptor can write is checked.</summary>
    /// <param name="seals">The seals to add.</param>
    public Errno AddSeals(uint seals)
    {
        if ((seals & ~Reference.Seals.All) != 0)
        {
            return Errno.EINVAL;
        }

        if ((Seals & Reference.Seals.Seal) != 0)
        {
            return Errno.EPERM;
        }

        seals |= ImpliedSeals(seals);
        if ((seals & ~Seals & Reference.Seals.Write) != 0 && WritesArePossible)
        {
            return Errno.EBUSY;
        }

        Seals |= seals;
        return Errno.None;
    }

    /// <summary>The seals that others bring with them: sealing an executable seals its contents.</summary>
    /// <param name="seals">The seals to add.</param>
    protected internal virtual uint ImpliedSeals(uint seals) =>
        (seals & Reference.Seals.Exec) != 0 && (Mode & 0x49) != 0
            ? Reference.Seals.Shrink | Reference.Seals.Grow | Reference.Seals.Write | Reference.Seals.FutureWrite
            : 0;

    /// <summary>Whether contents could still change once they are sealed: a writable mapping, or pinned pages.</summary>
    protected internal virtual bool WritesArePossible => WritableMappings > 0 || PinnedPages > 0;

    /// <summary>Makes sure that a page is there and holds what the file holds: a hole becomes a page of zeros (MEMFD-03).</summary>
    /// <param name="index">The page index in the file.</param>
    /// <returns>The page, or 0 when there is no memory.</returns>
    public int Bring(ulong index)
    {
        int page = _pages[index];
        if (page > 0)
        {
            return page;
        }

        if (page < 0)
        {
            page = -page;
            ZeroFill(page);
        }
        else
        {
            page = _kernel.Allocator.Allocate(0, PageOwner.FileData);
            if (page == 0)
            {
                return 0;
            }
        }

        _pages.Set(index, page);
        return page;
    }

    /// <summary>Fills an allocated page that nobody has written with zeros (MEMFD-05).</summary>
    /// <param name="page">The page.</param>
    protected internal virtual void ZeroFill(int page) => _kernel.Memory.Clear(page);

    /// <summary>Whether there is memory for the pages that are missing in a range.</summary>
    /// <param name="first">The first page index.</param>
    /// <param name="end">One past the last.</param>
    public bool HasMemoryFor(ulong first, ulong end)
    {
        ulong free = (ulong)_kernel.Allocator.FreePages;
        if (end - first <= free)
        {
            return true;
        }

        if (end - first > free + (ulong)_pages.Count)
        {
            return false;
        }

        ulong missing = 0;
        for (ulong index = first; index < end; index++)
        {
            missing += _pages[index] == 0 ? 1UL : 0;
        }

        return missing <= free;
    }

    /// <summary>Whether a fault is injected where an operation allocates the pages that are missing in a range.</summary>
    private bool AllocationFails(ulong at, ulong end)
    {
        if (!_kernel.Faults.IsArmed)
        {
            return false;
        }

        ulong last = _kernel.Memory.Geometry.PagesFor(end);
        for (ulong index = at >> _kernel.Memory.Geometry.PageShift; index < last; index++)
        {
            if (_pages[index] == 0)
            {
                return _kernel.Faults.Fails("contents");
            }
        }

        return false;
    }

    /// <summary>The audit that met the file last.</summary>
    internal MemoryAudit? LastAudit { get; set; }

    /// <summary>Claims the file's pages in an audit.</summary>
    /// <param name="audit">The audit.</param>
    internal void Account(MemoryAudit audit)
    {
        ReadOnlySpan<int> near = _pages.Near;
        for (int i = 0; i < near.Length; i++)
        {
            if (near[i] != 0)
            {
                Account(audit, (ulong)i, near[i]);
            }
        }

        foreach ((ulong index, int entry) in _pages.Far)
        {
            Account(audit, index, entry);
        }
    }

    private void Account(MemoryAudit audit, ulong index, int entry)
    {
        int page = Math.Abs(entry);
        if (_kernel.Allocator.HeadOf(page) != page)
        {
            return;
        }

        // A pinned folio has a second reference and is recorded in the tracker.
        audit.Claim(page, PageOwner.FileData);
        if (index < PinnedPages)
        {
            audit.ClaimPreserved(page, PageOwner.FileData);
        }
    }

    private Errno Fill(ulong at, ulong end, byte fill)
    {
        PhysicalMemory memory = _kernel.Memory;
        int shift = memory.Geometry.PageShift;
        ulong pages = memory.Geometry.PagesFor(end);
        if (!HasMemoryFor(at >> shift, pages))
        {
            return Errno.ENOMEM;
        }

        _pages.Expect(pages);
        while (at < end)
        {
            int offset = (int)(at & ((ulong)memory.Geometry.PageSize - 1));
            int step = (int)Math.Min((ulong)(memory.Geometry.PageSize - offset), end - at);
            int page = Bring(at >> shift);
            if (page == 0)
            {
                return Errno.ENOMEM;
            }

            byte value = FillPattern.At(fill, at);
            bool oneByte = memory.Geometry.PageSize == FillPattern.Unit;
            if (oneByte && step == FillPattern.Unit)
            {
                memory.Fill(page, value);
            }
            else if (!oneByte || !memory.TryUniform(page, out byte there) || there != value)
            {
                FillPattern.Write(memory.Edit(page, offset, step), fill, at);
            }

            at += (ulong)step;
        }

        return Errno.None;
    }

    private void PunchHole(ulong at, ulong end)
    {
        ulong mask = (ulong)_kernel.Memory.Geometry.PageSize - 1;
        int shift = _kernel.Memory.Geometry.PageShift;
        ulong first = _kernel.Memory.Geometry.PagesFor(at);
        ulong last = end >> shift;
        if (first > last)
        {
            Zero(at, end - 1);
            return;
        }

        if ((at & mask) != 0)
        {
            Zero(at, at | mask);
        }

        if ((end & mask) != 0)
        {
            Zero(end & ~mask, end - 1);
        }

        FreePages(first, last);
    }

    /// <summary>Writes zeros from one byte to another, both in one page, if that page is there.</summary>
    private void Zero(ulong from, ulong to)
    {
        int shift = _kernel.Memory.Geometry.PageShift;
        int page = _pages[from >> shift];
        if (page <= 0)
        {
            return;
        }

        int offset = (int)(from & ((ulong)_kernel.Memory.Geometry.PageSize - 1));
        ReadOnlySpan<byte> written = _kernel.Memory.Extent(page, out int start);
        if (start + written.Length > offset)
        {
            _kernel.Memory.Edit(page, offset, (int)(to - from + 1)).Clear();
        }
    }

    private void FreePages(ulong first, ulong end)
    {
        if (_pages.Count == 0)
        {
            return;
        }

        List<int> taken = _kernel.Pages.Scratchpad;
        taken.Clear();
        _pages.Take(first, end, taken);
        foreach (int entry in taken)
        {
            // A large folio is cut into pages before a part of it goes.
            int page = Math.Abs(entry);
            int head = _kernel.Allocator.HeadOf(page);
            if (head != page || _kernel.Allocator.OrderOf(head) > 0)
            {
                _kernel.Allocator.Split(head);
            }

            _kernel.Allocator.Put(page);
        }
    }
}
