using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>Preserves vmalloc areas: their blocks, and chunks of addresses that say where they are (kho 7).</summary>
/// <remarks>Overrides may cut the list of addresses differently; a descriptor that was given out comes back to <see cref="Unpreserve"/>.</remarks>
public class VmallocPreserver
{
    private readonly Kernel _kernel;

    /// <summary>A preserver for the outgoing side of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    public VmallocPreserver(Kernel kernel) => _kernel = kernel;

    /// <summary>Whether memory can be preserved as an area at all (KHO-VM-03).</summary>
    /// <param name="area">The area, or <see langword="null"/> for memory that is none.</param>
    /// <returns>Success; EINVAL for what is no area; EOPNOTSUPP for one that could not be made again as it is.</returns>
    public virtual Errno Check(VmallocArea? area) =>
        area is null ? Guards.Refusal(Errno.EINVAL, "KHO-VM-03")
        : area.IsUser ? Guards.Refusal(Errno.EOPNOTSUPP, "KHO-VM-03")
        : Errno.None;

    /// <summary>Preserves an area and describes it.</summary>
    /// <param name="area">The area.</param>
    /// <param name="descriptor">The description.</param>
    /// <returns>Success, or ENOMEM with everything as before.</returns>
    public virtual Errno Preserve(VmallocArea area, out VmallocDescriptor descriptor)
    {
        descriptor = default;
        int chunk = NewChunk(out Errno error);
        if (chunk == 0)
        {
            return error;
        }

        PhysicalMemory memory = _kernel.Memory;
        int first = chunk;
        int used = 0;
        foreach (int block in area.Blocks)
        {
            error = _kernel.Outgoing!.PreservePages(block, 1 << area.Order);
            if (error == Errno.None)
            {
                memory.Write64(chunk, VmallocChunk.EntriesOffset + used * sizeof(ulong), memory.AddressOf(block));
                used++;
            }

            if (error == Errno.None && used == memory.Geometry.ChunkEntries)
            {
                // The next chunk is made as soon as one is full, so the last one may be empty (KHO-VM-01).
                int next = NewChunk(out error);
                if (next != 0)
                {
                    memory.Write64(chunk, 0, memory.AddressOf(next));
                    chunk = next;
                    used = 0;
                }
            }

            if (error != Errno.None)
            {
                Unpreserve(new VmallocDescriptor(memory.AddressOf(first), 0, 0, (ushort)area.Order));
                return error;
            }
        }

        descriptor = new VmallocDescriptor(
            memory.AddressOf(first),
            (uint)area.PageCount,
            VmallocDescriptor.PlainArea,
            (ushort)area.Order
        );
        return Errno.None;
    }

    /// <summary>Takes every listed block and every chunk out of the tracker and frees the chunks; the area itself stays (KHO-VM-04).</summary>
    /// <param name="descriptor">A description from <see cref="Preserve"/>.</param>
    public virtual void Unpreserve(in VmallocDescriptor descriptor)
    {
        PhysicalMemory memory = _kernel.Memory;
        ulong address = descriptor.First;
        while (address != 0)
        {
            int chunk = (int)(address >> memory.Geometry.PageShift);
            address = VmallocChunk.Next(memory.Page(chunk));
            for (int i = 0; i < memory.Geometry.ChunkEntries; i++)
            {
                ulong block = VmallocChunk.Entry(memory.Page(chunk), i);
                if (block == 0)
                {
                    break;
                }

                _kernel.Outgoing!.UnpreservePages((int)(block >> memory.Geometry.PageShift), 1 << descriptor.Order);
            }

            _kernel.Outgoing!.UnpreservePages(chunk, 1);
            _kernel.Allocator.Put(chunk);
        }
    }

    /// <summary>Says to an audit what a descriptor stands for.</summary>
    /// <param name="audit">The audit.</param>
    /// <param name="descriptor">A description from <see cref="Preserve"/>.</param>
    /// <param name="owner">What the area is for.</param>
    internal void Account(MemoryAudit audit, in VmallocDescriptor descriptor, PageOwner owner)
    {
        PhysicalMemory memory = _kernel.Memory;
        ulong address = descriptor.First;
        while (address != 0)
        {
            int chunk = (int)(address >> memory.Geometry.PageShift);
            audit.ClaimPreserved(chunk, PageOwner.VmallocChunk);
            for (int i = 0; i < memory.Geometry.ChunkEntries; i++)
            {
                ulong block = VmallocChunk.Entry(memory.Page(chunk), i);
                if (block == 0)
                {
                    break;
                }

                audit.ClaimPreserved((int)(block >> memory.Geometry.PageShift), owner);
            }

            address = VmallocChunk.Next(memory.Page(chunk));
        }
    }

    private int NewChunk(out Errno error)
    {
        int chunk = _kernel.Allocator.Allocate(0, PageOwner.VmallocChunk);
        error = chunk == 0 ? Errno.ENOMEM : _kernel.Outgoing!.PreservePages(chunk, 1);
        if (chunk != 0 && error != Errno.None)
        {
            _kernel.Allocator.Put(chunk);
            chunk = 0;
        }

        return chunk;
    }
}
