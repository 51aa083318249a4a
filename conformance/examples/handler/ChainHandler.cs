using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Examples.Handler;

/// <summary>A file handler for memfds with a layout of its own, <see cref="ChainPage"/>, under a string of its own.</summary>
/// <remarks>
/// It is written against what the reference offers to any user in the kernel: KHO, the allocator, files in memory. Heavy
/// work is done in <see cref="Preserve"/>; <see cref="Freeze"/> writes one number.
/// </remarks>
/// <param name="kernel">The kernel that it is loaded into.</param>
public sealed class ChainHandler(Kernel kernel) : FileHandler
{
    private const uint KnownSeals = 0x3f;

    /// <inheritdoc/>
    public override ByteString Compatible => ByteString.Of("chain-v1");

    private PhysicalMemory Memory => kernel.Memory;

    private KhoOutgoing Outgoing => kernel.Outgoing!;

    private KhoIncoming Incoming => kernel.Incoming!;

    /// <inheritdoc/>
    protected override bool CanPreserve(OpenFile file) =>
        file is { Kind: OpenFileKind.Memory, Memory: { Links: 0, IsHugetlb: false } };

    /// <inheritdoc/>
    protected override object GetId(OpenFile file) => file.Memory!;

    /// <inheritdoc/>
    protected override Errno Preserve(OpenFile file, out ulong data, out object? state)
    {
        MemoryFile memory = file.Memory!;
        var chain = new Chain();
        kernel.Enter(KernelLock.Inode, memory);
        memory.IsFrozen = true;
        Errno error = PreserveAll(memory, chain);
        if (error == Errno.None)
        {
            ChainPage first = At(chain.Pages[0]);
            first.Position = file.Position;
            first.Size = memory.Size;
            first.Seals = memory.Seals;
        }
        else
        {
            Undo(memory, chain);
        }

        kernel.Leave(KernelLock.Inode, memory);
        data = error == Errno.None ? Memory.AddressOf(chain.Pages[0]) : 0;
        state = error == Errno.None ? chain : null;
        return error;
    }

    /// <inheritdoc/>
    protected override void Unpreserve(OpenFile file, ulong data, object? state)
    {
        kernel.Enter(KernelLock.Inode, file.Memory!);
        Undo(file.Memory!, (Chain)state!);
        kernel.Leave(KernelLock.Inode, file.Memory!);
    }

    /// <summary>The position may have moved since the file was preserved; all else is fixed.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="data">The address of the chain; it stays.</param>
    /// <param name="state">The chain.</param>
    protected override Errno Freeze(OpenFile file, ref ulong data, object? state)
    {
        ChainPage first = At(((Chain)state!).Pages[0]);
        first.Position = file.Position;
        return Errno.None;
    }

    /// <inheritdoc/>
    protected override Errno Retrieve(ulong data, out OpenFile? file)
    {
        file = null;
        if (!Incoming.CanRestore(data, out int head))
        {
            return Errno.EINVAL;
        }

        ChainPage first = At(head);
        if ((first.Seals & ~KnownSeals) != 0 || first.Size > MemoryFile.MaxSize)
        {
            Discard(data);
            return Errno.EINVAL;
        }

        var made = new OpenFile(OpenFileKind.Memory, OpenFile.ReadWrite | OpenFile.LargeFile)
        {
            Memory = new MemoryFile(kernel, ByteString.Of("/"), mode: 0x1FF, first.Seals),
            Position = Math.Min(first.Position, MemoryFile.MaxSize),
        };
        made.Memory.SetSize(first.Size);
        Errno error = Fill(made.Memory, data);
        if (error != Errno.None)
        {
            made.Memory.Put();
            return error;
        }

        file = made;
        return Errno.None;
    }

    /// <summary>A retrieve has used everything up, whether it succeeded or not.</summary>
    /// <param name="status">0 when nobody retrieved the file.</param>
    /// <param name="file">The open file, if there is one.</param>
    /// <param name="data">The address of the chain.</param>
    protected override void Finish(int status, OpenFile? file, ulong data)
    {
        if (status == 0)
        {
            Discard(data);
        }
    }

    /// <inheritdoc/>
    protected override void AccountPreserved(MemoryAudit audit, OpenFile file, ulong data, object? state)
    {
        foreach (int page in ((Chain)state!).Pages)
        {
            audit.ClaimPreserved(page, PageOwner.KernelUser);
        }
    }

    /// <inheritdoc/>
    protected override void AccountIncoming(MemoryAudit audit, ulong data)
    {
        ulong address = data;
        for (int steps = 0; steps < Memory.PageCount && Incoming.CanRestore(address, out int page); steps++)
        {
            audit.ClaimIncoming(page);
            ChainPage link = At(page);
            for (int i = 0; i < link.Count; i++)
            {
                if (Incoming.CanRestore(link[i], out int content))
                {
                    audit.ClaimIncoming(content);
                }
            }

            address = link.Next;
        }
    }

    private ChainPage At(int page) => new(Memory, page);

    /// <summary>Pins and preserves the pages one after the other; the chain says how far it came.</summary>
    private Errno PreserveAll(MemoryFile memory, Chain chain)
    {
        ulong pages = Memory.Geometry.PagesFor(memory.Size);
        if (pages > uint.MaxValue)
        {
            return Errno.EFBIG;
        }

        Errno error = Grow(chain);
        if (error != Errno.None || !memory.HasMemoryFor(0, pages))
        {
            return Errno.ENOMEM;
        }

        for (ulong index = 0; index < pages; index++)
        {
            if (At(chain.Pages[^1]) is var link && link.Count == link.Capacity && Grow(chain) != Errno.None)
            {
                return Errno.ENOMEM;
            }

            int page = Bring(memory, index);
            if (page == 0 || Outgoing.PreserveFolio(page) != Errno.None)
            {
                return Errno.ENOMEM;
            }

            kernel.Allocator.Get(page);
            chain.Preserved = index + 1;
            At(chain.Pages[^1]).Add(Memory.AddressOf(page));
        }

        memory.PinnedPages = pages;
        return Errno.None;
    }

    /// <summary>A page of the file, zeroed where there was a hole; the suite can let that fail.</summary>
    private int Bring(MemoryFile memory, ulong index) =>
        memory.Pages[index] == 0 && kernel.Faults.FailsAt("contents", index) ? 0 : memory.Bring(index);

    /// <summary>One more page of the chain.</summary>
    private Errno Grow(Chain chain)
    {
        Errno error = Outgoing.AllocatePreserved((ulong)Memory.Geometry.PageSize, PageOwner.KernelUser, out int page);
        if (error != Errno.None)
        {
            return error;
        }

        if (chain.Pages.Count > 0)
        {
            ChainPage last = At(chain.Pages[^1]);
            last.Next = Memory.AddressOf(page);
        }

        chain.Pages.Add(page);
        return Errno.None;
    }

    /// <summary>Takes everything back, the last first.</summary>
    private void Undo(MemoryFile memory, Chain chain)
    {
        for (ulong index = chain.Preserved; index > 0; index--)
        {
            int page = memory.Pages[index - 1];
            Outgoing.UnpreserveFolio(page);
            kernel.Allocator.Put(page);
        }

        for (int i = chain.Pages.Count - 1; i >= 0; i--)
        {
            Outgoing.FreePreserved(chain.Pages[i]);
        }

        memory.PinnedPages = 0;
        memory.IsFrozen = false;
    }

    /// <summary>Gives the file its pages, and lets go of the chain; after an error nothing of it is left.</summary>
    private Errno Fill(MemoryFile memory, ulong address)
    {
        ulong index = 0;
        while (Incoming.RestoreFolio(address, PageOwner.KernelUser) is var page and not 0)
        {
            ChainPage link = At(page);
            for (int i = 0; i < link.Count; i++)
            {
                int content = Incoming.RestoreFolio(link[i], PageOwner.FileData);
                if (content == 0)
                {
                    DiscardFrom(link, i + 1);
                    return Errno.EIO;
                }

                memory.Pages.Set(index++, content);
            }

            address = link.Next;
            kernel.Allocator.Put(page);
        }

        return Errno.None;
    }

    /// <summary>Frees a chain that nobody wants. Each page can be restored once, so that no chain is endless.</summary>
    private void Discard(ulong address)
    {
        int page = Incoming.RestoreFolio(address, PageOwner.KernelUser);
        if (page != 0)
        {
            DiscardFrom(At(page), 0);
        }
    }

    /// <summary>Frees what a page of the chain lists from some number on, then the page, then the rest of the chain.</summary>
    private void DiscardFrom(ChainPage link, int first)
    {
        for (int page = link.Page; page != 0; first = 0)
        {
            ChainPage here = At(page);
            for (int i = first; i < here.Count; i++)
            {
                _ = Incoming.RestoreAndFree(here[i]);
            }

            ulong next = here.Next;
            kernel.Allocator.Put(page);
            page = Incoming.RestoreFolio(next, PageOwner.KernelUser);
        }
    }

    /// <summary>What the handler keeps of a preserved file until it is unpreserved.</summary>
    private sealed class Chain
    {
        /// <summary>The pages of the chain.</summary>
        public List<int> Pages { get; } = [];

        /// <summary>How many pages of the file are preserved and pinned, from its beginning.</summary>
        public ulong Preserved { get; set; }
    }
}
