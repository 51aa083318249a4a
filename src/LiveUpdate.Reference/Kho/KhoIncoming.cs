using System.Numerics;
using LiveUpdate.Contract;
using LiveUpdate.Handover;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>What the kernel before left: its device tree and the folios that can be restored (kho 3 and 5).</summary>
/// <remarks>
/// At boot every block of the tracker is marked in the page table, and kept from the allocator until it is restored
/// (KHO-REST-05). The bytes are hostile; nothing is believed of them but what was checked. Overrides may restore
/// differently; they must leave the page table so that a restored folio is in use.
/// </remarks>
public class KhoIncoming
{
    private readonly Kernel _kernel;
    private readonly ulong _tree;

    /// <summary>The incoming side of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="tree">The physical address of a device tree that was found to be good.</param>
    public KhoIncoming(Kernel kernel, ulong tree)
    {
        _kernel = kernel;
        _tree = tree;
    }

    /// <summary>The physical address of the device tree.</summary>
    public ulong TreeAddress => _tree;

    /// <summary>Marks a block as handed over.</summary>
    /// <param name="page">Its first page.</param>
    /// <param name="order">Its order.</param>
    protected internal virtual void Mark(int page, int order)
    {
        ref PageInfo info = ref _kernel.Pages.Mark(page, PageState.Incoming);
        info.Owner = PageOwner.Incoming;
        info.Order = (byte)order;
        info.Private = (uint)order | ((ulong)PageInfo.RestoreMagic << 32);
    }

    /// <summary>Whether a folio starts at an address that could be restored now.</summary>
    /// <param name="address">A physical address that nobody has checked.</param>
    /// <param name="page">The page.</param>
    public bool CanRestore(ulong address, out int page) =>
        _kernel.Memory.TryPage(address, out page)
        && _kernel.Pages[page].Private >> 32 == PageInfo.RestoreMagic
        && _kernel.Pages[page].State == PageState.Incoming;

    /// <summary>Restores a folio with the order that was recorded; the caller cannot ask for another (KHO-REST-01).</summary>
    /// <param name="address">A physical address that nobody has checked.</param>
    /// <param name="owner">What it is for from now on.</param>
    /// <returns>The first page; 0 when nothing to restore starts there (KHO-REST-02, KHO-REST-03).</returns>
    public virtual int RestoreFolio(ulong address, PageOwner owner)
    {
        if (!CanRestore(address, out int page))
        {
            return 0;
        }

        // Adopting a folio clears its private field, so that a second restore fails.
        _kernel.Allocator.Adopt(page, (int)(uint)_kernel.Pages[page].Private, owner);
        return page;
    }

    /// <summary>Restores a block as single pages, each with one reference (KHO-REST-04).</summary>
    /// <param name="address">A physical address that nobody has checked.</param>
    /// <param name="owner">What it is for from now on.</param>
    /// <returns>The first page, or 0.</returns>
    public virtual int RestorePages(ulong address, PageOwner owner)
    {
        int page = RestoreFolio(address, owner);
        if (page != 0)
        {
            _kernel.Allocator.Split(page);
        }

        return page;
    }

    /// <summary>Restores a range of pages by the cut that preserving it made, each page with one reference (KHO-REST-04).</summary>
    /// <param name="address">The physical address of the first page; nobody has checked it.</param>
    /// <param name="count">How many pages.</param>
    /// <param name="owner">What they are for from now on.</param>
    /// <returns>
    /// Whether all of it was there; if not, the blocks before the missing one stay restored, for nobody.
    /// </returns>
    public virtual bool RestoreRange(ulong address, int count, PageOwner owner)
    {
        PhysicalMemory memory = _kernel.Memory;
        ulong end = address + ((ulong)count << memory.Geometry.PageShift);
        while (address < end)
        {
            ulong page = address >> memory.Geometry.PageShift;
            int order = BitOperations.Log2((end - address) >> memory.Geometry.PageShift);
            order = page == 0 ? order : Math.Min(order, BitOperations.TrailingZeroCount(page));
            order = _kernel.OrderInNode((int)page, order);
            if (RestorePages(address, owner) == 0)
            {
                return false;
            }

            address += (ulong)memory.Geometry.PageSize << order;
        }

        return true;
    }

    /// <summary>Restores a folio and frees it; nothing for 0 (KHO-PRES-09).</summary>
    /// <param name="address">A physical address that nobody has checked.</param>
    /// <returns>Whether there was something to free.</returns>
    public virtual bool RestoreAndFree(ulong address)
    {
        int page = RestoreFolio(address, PageOwner.Incoming);
        if (page == 0)
        {
            return false;
        }

        _kernel.Allocator.Put(page);
        return true;
    }

    /// <summary>Looks a subtree up (KHO-FDT-05).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="address">The physical address of the blob; set even when only its size is missing.</param>
    /// <param name="size">The size of the blob in bytes.</param>
    /// <returns>Success; ENOENT without such a subtree; EINVAL when a property is missing or not 8 bytes long.</returns>
    public virtual Errno RetrieveSubtree(ReadOnlySpan<byte> name, out ulong address, out ulong size)
    {
        address = 0;
        size = 0;
        if (!TryReadTree(_kernel.Memory, _tree, out FlattenedDeviceTree tree))
        {
            return Refusal(Errno.ENOENT, "KHO-FDT-05");
        }

        int node = tree.FindSubnode(tree.Root, name);
        if (node < 0)
        {
            return Refusal(Errno.ENOENT, "KHO-FDT-05");
        }

        return
            tree.TryGetNumber(node, FormatNames.PreservedData, out address)
            && tree.TryGetNumber(node, FormatNames.BlobSize, out size)
            ? Errno.None
            : Refusal(Errno.EINVAL, "KHO-FDT-05");
    }

    /// <summary>Reads a device tree that lies in one page.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="address">A physical address that nobody has checked.</param>
    /// <param name="tree">The tree.</param>
    internal static bool TryReadTree(PhysicalMemory memory, ulong address, out FlattenedDeviceTree tree)
    {
        tree = default;
        return memory.TryPage(address, out int page) && FlattenedDeviceTree.TryRead(memory.Page(page), out tree, out _);
    }
}
