using System.Numerics;
using LiveUpdate.Contract;
using LiveUpdate.Handover;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>What this kernel builds for the next one: the tracker and the KHO device tree (kho 2 and 5).</summary>
/// <remarks>
/// There is no finalize step. The tree's page and the tracker's root exist from boot on and stay where they are; whatever
/// is preserved at the instant of the jump is handed over (KHO-PRES-12). Overrides may record more or less than they are
/// asked to; every preserve has an unpreserve that is called with the same arguments.
/// </remarks>
public class KhoOutgoing
{
    private readonly Kernel _kernel;

    /// <summary>Makes the tracker and the tree.</summary>
    /// <param name="kernel">The kernel that builds it; its memory and allocator are there.</param>
    public KhoOutgoing(Kernel kernel)
    {
        _kernel = kernel;
        Tracker = kernel.Parts.CreateTracker(kernel.Memory, kernel.Allocator);
        TreePage = kernel.Allocator.Allocate(0, PageOwner.HandoverTree);
    }

    /// <summary>The tracker.</summary>
    public PreservationTracker Tracker { get; }

    /// <summary>The page of the device tree, 0 when there was no memory.</summary>
    public int TreePage { get; }

    /// <summary>Preserves a folio: exactly the pair of its address and order (KHO-PRES-01).</summary>
    /// <param name="page">The folio's first page.</param>
    public virtual Errno PreserveFolio(int page) => Tracker.Add(page, _kernel.Allocator.OrderOf(page));

    /// <summary>Takes a folio out again.</summary>
    /// <param name="page">The folio's first page.</param>
    public virtual void UnpreserveFolio(int page) => Tracker.Remove(page, _kernel.Allocator.OrderOf(page));

    /// <summary>Preserves a range of pages as the fewest aligned blocks (KHO-PRES-02).</summary>
    /// <param name="page">The first page.</param>
    /// <param name="count">How many; 0 does nothing.</param>
    /// <returns>Success, or ENOMEM with the blocks of this call taken out again (KHO-PRES-07).</returns>
    public virtual Errno PreservePages(int page, int count)
    {
        int start = page;
        int end = page + count;
        while (page < end)
        {
            int order = BlockOrder(page, end - page);
            Errno error = Tracker.Add(page, order);
            if (error != Errno.None)
            {
                UnpreservePages(start, page - start);
                return error;
            }

            page += 1 << order;
        }

        return Errno.None;
    }

    /// <summary>Takes a range of pages out again, by the same cut (KHO-PRES-04).</summary>
    /// <param name="page">The first page.</param>
    /// <param name="count">How many.</param>
    public virtual void UnpreservePages(int page, int count)
    {
        int end = page + count;
        while (page < end)
        {
            int order = BlockOrder(page, end - page);
            Tracker.Remove(page, order);
            page += 1 << order;
        }
    }

    /// <summary>The order of the next block of a range: as large as its alignment, its rest and its node allow.</summary>
    /// <param name="page">The page where the block starts.</param>
    /// <param name="rest">How many pages are left.</param>
    protected internal virtual int BlockOrder(int page, int rest)
    {
        int order = Math.Min(
            page == 0 ? int.MaxValue : BitOperations.TrailingZeroCount(page),
            BitOperations.Log2((uint)rest)
        );
        return _kernel.OrderInNode(page, order);
    }

    /// <summary>Allocates zeroed memory that is preserved at once, a power of two of pages (KHO-PRES-08).</summary>
    /// <param name="size">How many bytes.</param>
    /// <param name="owner">What it is for.</param>
    /// <param name="page">The first page.</param>
    public virtual Errno AllocatePreserved(ulong size, PageOwner owner, out int page)
    {
        page = 0;
        if (size == 0)
        {
            return Refusal(Errno.EINVAL, "KHO-PRES-08");
        }

        ulong pages = _kernel.Memory.Geometry.PagesFor(size);
        int order = pages == 1 ? 0 : BitOperations.Log2(pages - 1) + 1;
        if (order > PageAllocator.MaxPageOrder)
        {
            return Refusal(Errno.E2BIG, "KHO-PRES-08");
        }

        page = _kernel.Allocator.Allocate(order, owner);
        if (page == 0)
        {
            return Errno.ENOMEM;
        }

        Errno error = PreserveFolio(page);
        if (error != Errno.None)
        {
            _kernel.Allocator.Put(page);
            page = 0;
        }

        return error;
    }

    /// <summary>Takes memory of <see cref="AllocatePreserved"/> out and frees it; nothing for 0 (KHO-PRES-09).</summary>
    /// <param name="page">The first page.</param>
    public virtual void FreePreserved(int page)
    {
        if (page != 0)
        {
            UnpreserveFolio(page);
            _kernel.Allocator.Put(page);
        }
    }

    /// <summary>Names a blob to the next kernel. The blob is neither copied nor preserved by this (KHO-FDT-02).</summary>
    /// <param name="name">The subtree's name.</param>
    /// <param name="page">The page where the blob starts.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>Success, EEXIST for a name that is taken, or ENOMEM when the tree is full (KHO-FDT-03).</returns>
    public virtual Errno AddSubtree(ReadOnlySpan<byte> name, int page, ulong size) =>
        KhoTree.AddSubtree(EditTree(), name, _kernel.Memory.AddressOf(page), size) switch
        {
            DeviceTreeError.None => Errno.None,
            DeviceTreeError.Exists => Refusal(Errno.EEXIST, "KHO-FDT-03"),
            _ => Refusal(Errno.ENOMEM, "KHO-FDT-03"),
        };

    /// <summary>Removes the first subtree with that blob; nothing happens when there is none (KHO-FDT-04).</summary>
    /// <param name="page">The page where the blob starts.</param>
    public virtual void RemoveSubtree(int page) =>
        _ = KhoTree.RemoveSubtree(EditTree(), _kernel.Memory.AddressOf(page));

    /// <summary>Whether what is handed over can be taken out again now: it always can (D1.4).</summary>
    protected internal virtual Errno CheckRemoval() => Errno.None;

    /// <summary>Writes the tree without subtrees, and preserves its page (KHO-FDT-01, KHO-RADIX-08).</summary>
    protected internal virtual void WriteTree()
    {
        _ = KhoTree.Write(EditTree(), _kernel.Memory.AddressOf(Tracker.RootPage));
        _ = PreserveFolio(TreePage);
    }

    /// <summary>Begins the tree.</summary>
    /// <returns>Whether there was memory for it; if not, KHO is off.</returns>
    internal bool Start()
    {
        if (TreePage == 0 || Tracker.RootPage == 0)
        {
            return false;
        }

        WriteTree();
        return true;
    }

    /// <summary>Says to an audit which pages are in use here and which blocks have to be recorded.</summary>
    /// <param name="audit">The audit.</param>
    internal void Account(MemoryAudit audit)
    {
        foreach (int node in Tracker.Nodes)
        {
            audit.Claim(node, PageOwner.Tracker);
        }

        audit.ClaimPreserved(TreePage, PageOwner.HandoverTree);
    }

    private Span<byte> EditTree() => _kernel.Memory.Edit(TreePage, 0, _kernel.Memory.Geometry.PageSize);
}
