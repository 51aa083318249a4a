using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>Rebuilds vmalloc areas that the kernel before described (kho 7).</summary>
public class VmallocRestorer
{
    private readonly Kernel _kernel;

    /// <summary>A restorer for the incoming side of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    public VmallocRestorer(Kernel kernel) => _kernel = kernel;

    /// <summary>Rebuilds an area; its chunks are restored and freed on the way.</summary>
    /// <param name="descriptor">A description that nobody has checked.</param>
    /// <param name="owner">What the area is for.</param>
    /// <returns>
    /// The area, or <see langword="null"/> when a block or chunk cannot be restored or their number is another than
    /// described (KHO-VM-05). What was restored until then is lost until the next kexec.
    /// </returns>
    protected internal virtual VmallocArea? Restore(in VmallocDescriptor descriptor, PageOwner owner)
    {
        PhysicalMemory memory = _kernel.Memory;
        KhoIncoming incoming = _kernel.Incoming!;
        int order = descriptor.Order;
        if (descriptor.TotalPages > (uint)memory.PageCount || order > 30)
        {
            return null;
        }

        var blocks = new int[(int)(descriptor.TotalPages >> order)];
        int count = 0;
        ulong address = descriptor.First;
        while (address != 0)
        {
            // A chunk can be restored once only, so that a circle of chunks ends here.
            int chunk = incoming.RestorePages(address, PageOwner.VmallocChunk);
            if (chunk == 0)
            {
                return null;
            }

            for (int i = 0; i < memory.Geometry.ChunkEntries; i++)
            {
                ulong block = VmallocChunk.Entry(memory.Page(chunk), i);
                if (block == 0)
                {
                    break;
                }

                if (count == blocks.Length || !RestoreBlock(block, order, owner, out blocks[count]))
                {
                    return null;
                }

                count++;
            }

            address = VmallocChunk.Next(memory.Page(chunk));
            _kernel.Allocator.Put(chunk);
        }

        return count << order == (int)descriptor.TotalPages ? new VmallocArea(_kernel, blocks, order) : null;
    }

    private bool RestoreBlock(ulong address, int order, PageOwner owner, out int block)
    {
        // One entry stands for 2^order pages; a block of another recorded order would make the count wrong.
        block = 0;
        if (
            !_kernel.Incoming!.CanRestore(address, out int page)
            || _kernel.Pages[page].Order is var recorded && recorded != _kernel.OrderInNode(page, order)
        )
        {
            return false;
        }

        if (recorded == order)
        {
            block = _kernel.Incoming.RestorePages(address, owner);
            return block != 0;
        }

        // The group lies on two nodes and was recorded in parts.
        block = page;
        return _kernel.Incoming.RestoreRange(address, 1 << order, owner);
    }
}
