namespace LiveUpdate.Reference;

/// <summary>Memory that is contiguous for the kernel and scattered over physical memory (the kernel's <c>vmalloc</c>).</summary>
/// <remarks>It is made of blocks of 2^<see cref="Order"/> pages.</remarks>
public sealed class VmallocArea
{
    private readonly Kernel _kernel;
    private readonly int[] _blocks;

    /// <summary>Describes an area.</summary>
    /// <param name="kernel">The kernel that it belongs to.</param>
    /// <param name="blocks">The first page of each block.</param>
    /// <param name="order">The order of each block.</param>
    public VmallocArea(Kernel kernel, int[] blocks, int order)
    {
        _kernel = kernel;
        _blocks = blocks;
        Order = order;
    }

    /// <summary>The first page of each block.</summary>
    public ReadOnlySpan<int> Blocks => _blocks;

    /// <summary>The order of each block.</summary>
    public int Order { get; }

    /// <summary>Whether user space can map it, so that KHO does not take it (KHO-VM-03).</summary>
    public bool IsUser { get; init; }

    /// <summary>How many pages the area has.</summary>
    public int PageCount => _blocks.Length << Order;

    /// <summary>Allocates an area of single zeroed pages.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="pages">How many.</param>
    /// <param name="owner">What it is for.</param>
    /// <returns>The area, or <see langword="null"/> when there is no memory.</returns>
    public static VmallocArea? Allocate(Kernel kernel, int pages, PageOwner owner)
    {
        if (pages > kernel.Allocator.FreePages || kernel.Faults.Fails("area"))
        {
            return null;
        }

        var blocks = new int[pages];
        for (int i = 0; i < pages; i++)
        {
            blocks[i] = kernel.Allocator.Allocate(0, owner);
            if (blocks[i] == 0)
            {
                for (int back = i - 1; back >= 0; back--)
                {
                    kernel.Allocator.Put(blocks[back]);
                }

                return null;
            }
        }

        return new VmallocArea(kernel, blocks, 0);
    }

    /// <summary>Allocates an area of groups of pages, zeroed, each page with a reference of its own.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="groups">How many groups.</param>
    /// <param name="order">The order of each group.</param>
    /// <param name="isUser">Whether user space can map it.</param>
    /// <param name="owner">What it is for.</param>
    /// <returns>The area, or <see langword="null"/> when there is no memory.</returns>
    public static VmallocArea? Allocate(Kernel kernel, int groups, int order, bool isUser, PageOwner owner)
    {
        var blocks = new int[groups];
        for (int i = 0; i < groups; i++)
        {
            blocks[i] = kernel.Allocator.Allocate(order, owner);
            if (blocks[i] == 0)
            {
                new VmallocArea(kernel, blocks[..i], order).Free();
                return null;
            }

            kernel.Allocator.Split(blocks[i]);
        }

        return new VmallocArea(kernel, blocks, order) { IsUser = isUser };
    }

    /// <summary>The page that holds a byte of the area.</summary>
    /// <param name="offset">The byte's offset in the area.</param>
    public int PageAt(ulong offset)
    {
        ulong index = offset >> _kernel.Memory.Geometry.PageShift;
        return _blocks[(int)(index >> Order)] + (int)(index & ((1UL << Order) - 1));
    }

    /// <summary>Frees all pages.</summary>
    public void Free()
    {
        foreach (int block in _blocks)
        {
            for (int i = 0; i < 1 << Order; i++)
            {
                _kernel.Allocator.Put(block + i);
            }
        }
    }
}
