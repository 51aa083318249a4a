using LiveUpdate.Contract;
using LiveUpdate.Handover;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>A list of records of one size in a chain of preserved pages (kho 8).</summary>
/// <remarks>
/// An outgoing set is grown before records are needed and written at reboot; an incoming set is attached to the chain that
/// the kernel before wrote, and read once. Overrides may grow, shrink or count differently; entries handed out by
/// <see cref="ReserveEntry"/> have to lie in a page of this set.
/// </remarks>
public class BlockSet
{
    private readonly Kernel _kernel;
    private readonly PageOwner _owner;
    private int[] _pages = [];
    private int _count;
    private int _block;
    private int _index;

    /// <summary>An empty outgoing set.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="entrySize">The size of a record in bytes.</param>
    /// <param name="owner">What its pages are for.</param>
    public BlockSet(Kernel kernel, int entrySize, PageOwner owner)
    {
        _kernel = kernel;
        _owner = owner;
        EntrySize = entrySize;
        EntriesPerBlock = BlockHeader.Capacity(kernel.Memory.Geometry.PageSize, entrySize);
    }

    /// <summary>The size of a record in bytes.</summary>
    public int EntrySize { get; }

    /// <summary>How many records a block holds (KHO-BLK-01).</summary>
    public int EntriesPerBlock { get; }

    /// <summary>Whether the chain came from the kernel before.</summary>
    public bool IsIncoming { get; private set; }

    /// <summary>How many blocks there are.</summary>
    public int BlockCount => _count;

    /// <summary>The physical address of the first block, 0 for none.</summary>
    public ulong HeadAddress => _count == 0 ? 0 : _kernel.Memory.AddressOf(_pages[0]);

    /// <summary>The pages of the blocks, in the order of the chain.</summary>
    public ReadOnlySpan<int> Blocks => _pages.AsSpan(0, _count);

    /// <summary>Makes room for a number of records.</summary>
    /// <param name="entries">How many in all.</param>
    /// <returns>Success; EINVAL for an incoming set (KHO-BLK-04); ENOSPC beyond the most blocks; ENOMEM. A failure changes nothing.</returns>
    protected internal virtual Errno Grow(int entries)
    {
        if (IsIncoming)
        {
            return Refusal(Errno.EINVAL, "KHO-BLK-04");
        }

        int before = _count;
        while ((long)_count * EntriesPerBlock < entries)
        {
            Errno error = AddBlock();
            if (error != Errno.None)
            {
                while (_count > before)
                {
                    DropBlock();
                }

                return error;
            }
        }

        return Errno.None;
    }

    /// <summary>Drops the blocks at the end that a number of records does not need.</summary>
    /// <param name="entries">How many records are left.</param>
    protected internal virtual void Shrink(int entries)
    {
        while (_count > 0 && entries <= (_count - 1) * EntriesPerBlock)
        {
            DropBlock();
        }
    }

    /// <summary>Begins writing or reading at the first record.</summary>
    public void Rewind()
    {
        _block = 0;
        _index = 0;
    }

    /// <summary>The next record to write; it counts from now on.</summary>
    /// <returns>The record's bytes, empty when there is no room.</returns>
    protected internal virtual Span<byte> ReserveEntry()
    {
        if (_index == EntriesPerBlock)
        {
            _block++;
            _index = 0;
        }

        if (_block >= _count)
        {
            return default;
        }

        int page = _pages[_block];
        _index++;
        _kernel.Memory.Write64(page, BlockHeader.CountOffset, CountOf(_index));
        return _kernel.Memory.Edit(page, BlockHeader.EntryOffset(EntrySize, _index - 1), EntrySize);
    }

    /// <summary>The count to write for a block in which some records are used.</summary>
    /// <param name="used">How many.</param>
    protected internal virtual ulong CountOf(int used) => (ulong)used;

    /// <summary>The address to write as the next block's.</summary>
    /// <param name="address">The physical address.</param>
    protected internal virtual ulong NextOf(ulong address) => address;

    /// <summary>The next record to read, by the count of each block (ABI-06).</summary>
    /// <returns>The record's bytes, empty at the end.</returns>
    protected internal virtual ReadOnlySpan<byte> ReadEntry()
    {
        while (_block < _count)
        {
            ReadOnlySpan<byte> page = _kernel.Memory.Page(_pages[_block]);
            if ((ulong)_index < BlockHeader.Read(page).Count && _index < EntriesPerBlock)
            {
                return page.Slice(BlockHeader.EntryOffset(EntrySize, _index++), EntrySize);
            }

            _block++;
            _index = 0;
        }

        return default;
    }

    /// <summary>Empties every block; the chain stays.</summary>
    protected internal virtual void Clear()
    {
        foreach (int page in Blocks)
        {
            ulong next = _kernel.Memory.Read64(page, BlockHeader.NextOffset);
            _kernel.Memory.Clear(page);
            if (next != 0)
            {
                _kernel.Memory.Write64(page, BlockHeader.NextOffset, next);
            }
        }
    }

    /// <summary>Attaches the set to a chain of the kernel before (KHO-BLK-02).</summary>
    /// <param name="head">The physical address of its first block, 0 for none; nobody has checked it.</param>
    /// <returns>Success; EINVAL for a broken chain or a bad count; ENOSPC for too many blocks.</returns>
    protected internal virtual Errno Restore(ulong head)
    {
        IsIncoming = true;
        if (!ChainEnds(head))
        {
            return Refusal(Errno.EINVAL, "KHO-BLK-02");
        }

        Errno error = Errno.None;
        for (ulong address = head; address != 0; )
        {
            int page = (int)(address >> _kernel.Memory.Geometry.PageShift);
            BlockHeader header = BlockHeader.Read(_kernel.Memory.Page(page));
            if (error == Errno.None && (header.Count == 0 || header.Count > (ulong)EntriesPerBlock))
            {
                error = Refusal(Errno.EINVAL, "KHO-BLK-02");
            }

            if (error == Errno.None && _count == BlockHeader.MaxBlocks)
            {
                error = Refusal(Errno.ENOSPC, "KHO-BLK-02");
            }

            Append(page);
            address = header.Next;
        }

        if (error != Errno.None)
        {
            Shrink(0);
        }

        return error;
    }

    /// <summary>Says to an audit which pages are in use here.</summary>
    /// <param name="audit">The audit.</param>
    internal void Account(MemoryAudit audit)
    {
        foreach (int page in Blocks)
        {
            if (IsIncoming)
            {
                audit.ClaimIncoming(page);
            }
            else
            {
                audit.ClaimPreserved(page, _owner);
            }
        }
    }

    /// <summary>Whether the chain comes to an end and every block of it is a page that was handed over.</summary>
    private bool ChainEnds(ulong head)
    {
        // Two walkers, one twice as fast: on a circle they meet.
        ulong slow = head;
        ulong fast = head;
        for (int steps = 0; steps <= BlockHeader.MaxBlocks; steps++)
        {
            for (int i = 0; i < 2; i++)
            {
                if (fast == 0)
                {
                    return true;
                }

                if (!_kernel.Incoming!.CanRestore(fast, out int page))
                {
                    return false;
                }

                fast = _kernel.Memory.Read64(page, BlockHeader.NextOffset);
            }

            slow = _kernel.Memory.Read64((int)(slow >> _kernel.Memory.Geometry.PageShift), BlockHeader.NextOffset);
            if (slow == fast && fast != 0)
            {
                return false;
            }
        }

        return false;
    }

    private Errno AddBlock()
    {
        if (_count >= BlockHeader.MaxBlocks)
        {
            return Refusal(Errno.ENOSPC, "luo-uapi 3.4");
        }

        Errno error = _kernel.Outgoing!.AllocatePreserved(
            (ulong)_kernel.Memory.Geometry.PageSize,
            _owner,
            out int page
        );
        if (error != Errno.None)
        {
            return error;
        }

        if (_count > 0)
        {
            _kernel.Memory.Write64(_pages[_count - 1], BlockHeader.NextOffset, NextOf(_kernel.Memory.AddressOf(page)));
        }

        Append(page);
        return Errno.None;
    }

    private void Append(int page)
    {
        if (_count == _pages.Length)
        {
            Array.Resize(ref _pages, Math.Max(1, 2 * _count));
        }

        _pages[_count++] = page;
    }

    private void DropBlock()
    {
        int page = _pages[--_count];
        if (IsIncoming)
        {
            _ = _kernel.Incoming!.RestoreAndFree(_kernel.Memory.AddressOf(page));
        }
        else
        {
            _kernel.Outgoing!.FreePreserved(page);
        }

        if (_count > 0)
        {
            _kernel.Memory.Write64(_pages[_count - 1], BlockHeader.NextOffset, 0);
        }
    }
}
