using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>A user of KHO inside the kernel that needs neither LUO nor an agent: it calls what it is asked to call.</summary>
/// <remarks>
/// It stands for drivers such as reserve_mem that preserve at boot. In each kernel it starts anew; what a program still knows
/// of an earlier kernel is addresses, and all that it can do with those is to hand them to KHO.
/// </remarks>
internal sealed partial class KernelProbe
{
    private readonly Dictionary<Handle, ProbeObject> _objects = [];
    private readonly List<int> _lost = [];
    private readonly ContentRuns _runs = new();
    private int[] _waiting = [];
    private Kernel _kernel = null!;

    private PhysicalMemory Memory => _kernel.Memory;

    private PageAllocator Allocator => _kernel.Allocator;

    private int PageSize => Memory.Geometry.PageSize;

    /// <summary>Whether a handle names an object, or an address of an earlier kernel.</summary>
    /// <param name="handle">The handle.</param>
    public bool IsBound(Handle handle) => _objects.ContainsKey(handle);

    /// <summary>A new kernel is up.</summary>
    /// <param name="kernel">The kernel.</param>
    public void Start(Kernel kernel)
    {
        _kernel = kernel;
        kernel.Probe = this;
        foreach (ProbeObject one in _objects.Values)
        {
            one.Waiting = one.Waiting is null ? WaitingOf(one.Frames.Concat(one.Chunks)) : [];
        }
    }

    /// <summary>The first page of a folio of this kernel.</summary>
    /// <param name="handle">Its handle.</param>
    /// <param name="page">The page.</param>
    /// <returns>Success, EBADF, EINVAL for something else, or ESTALE for an address.</returns>
    public Errno FindFolio(Handle handle, out int page)
    {
        Errno error = Find(handle, isLive: true, out ProbeObject one, ProbeObjectKind.Folio);
        page = error == Errno.None ? one.Frames[0] : 0;
        return error;
    }

    /// <summary>The kernel ends: addresses are all that is left of its memory.</summary>
    public void Leave()
    {
        var waiting = new List<int>();
        foreach ((Handle handle, ProbeObject one) in _objects.ToArray())
        {
            bool isForgotten =
                !one.IsLive
                && (
                    one.IsAttached
                    || one.Waiting is null or []
                    || !Array.TrueForAll(one.Waiting, page => IsIncoming(page))
                );
            if (one.Kind == ProbeObjectKind.Tree || isForgotten)
            {
                _objects.Remove(handle);
            }
            else if (one.IsLive)
            {
                if (one.Blocks is { } set)
                {
                    one.Head = set.IsIncoming ? 0 : set.HeadAddress;
                    one.Frames = [.. set.Blocks];
                    one.IsAttached = set.IsIncoming && set.BlockCount > 0;
                }

                waiting.AddRange(one.Frames);
                waiting.AddRange(one.Chunks);
                one.IsLive = false;
                one.Area = null;
                one.Blocks = null;
            }
        }

        _waiting = [.. waiting];
        _lost.Clear();
    }

    private bool IsIncoming(int page) => _kernel.Pages[page].State == PageState.Incoming;

    /// <summary>The blocks of an address that wait to be restored, if they are all of it; none otherwise.</summary>
    private int[] WaitingOf(IEnumerable<int> frames)
    {
        int[] all = [.. frames];
        int[] heads = [.. all.Where(IsIncoming)];
        var covered = new HashSet<int>();
        foreach (int head in heads)
        {
            covered.UnionWith(Row(head, 1 << _kernel.Pages[head].Order));
        }

        return Array.TrueForAll(all, covered.Contains) ? heads : [];
    }

    /// <summary>Does one operation of the probe.</summary>
    /// <param name="operation">One of the kho.* operations; its result handle is free.</param>
    public Outcome Execute(Operation operation) =>
        operation switch
        {
            KhoFolio folio => AllocateFolio(folio),
            KhoPages pages => AllocatePages(pages),
            KhoVmalloc area => AllocateArea(area),
            KhoFree free => Free(free.Target),
            KhoWrite write => Write(write),
            KhoRead read => Read(read),
            KhoPreserveFolio folio => PreserveFolio(folio.Target),
            KhoUnpreserveFolio folio => UnpreserveFolio(folio.Target),
            KhoRestoreFolio folio => RestoreFolio(folio),
            KhoPreservePages pages => PreservePages(pages),
            KhoUnpreservePages pages => UnpreservePages(pages),
            KhoRestorePages pages => RestorePages(pages),
            KhoPreserveVmalloc area => PreserveArea(area.Target),
            KhoUnpreserveVmalloc area => UnpreserveArea(area.Target),
            KhoRestoreVmalloc area => RestoreArea(area),
            KhoAllocPreserve allocate => AllocatePreserved(allocate),
            KhoUnpreserveFree free => UnpreserveAndFree(free.Memory),
            KhoRestoreFree free => RestoreAndFree(free.Memory),
            KhoAddSubtree add => AddSubtree(add),
            KhoRemoveSubtree remove => RemoveSubtree(remove.Target),
            KhoRetrieveSubtree retrieve => RetrieveSubtree(retrieve),
            KhoBlocks blocks => MakeBlocks(blocks),
            KhoGrow grow => Grow(grow),
            KhoShrink shrink => Shrink(shrink),
            KhoPutEntries put => PutEntries(put),
            KhoGetEntries get => GetEntries(get.Target),
            KhoRestoreBlocks restore => RestoreBlocks(restore),
            KhoKeys => Keys(),
            KhoState => State(),
            KhoNewTree tree => MakeTree(tree),
            KhoAddKey add => AddKey(add),
            KhoDeleteKey delete => DeleteKey(delete),
            KhoWalk walk => Walk(walk),
            _ => Outcome.Unsupported,
        };

    /// <summary>Says to an audit what is in use here, and what of the kernel before it may still ask for.</summary>
    /// <param name="audit">The audit.</param>
    public void Account(MemoryAudit audit)
    {
        foreach (ProbeObject one in _objects.Values)
        {
            if (one.IsLive)
            {
                Account(audit, one);
            }
        }

        foreach (int page in _lost)
        {
            if (_kernel.Pages[page].State == PageState.Head)
            {
                audit.Claim(page, _kernel.Pages[page].Owner);
            }
        }

        foreach (int page in _waiting)
        {
            audit.ClaimIfIncoming(page);
        }
    }

    private static void Account(MemoryAudit audit, ProbeObject one)
    {
        one.Blocks?.Account(audit);
        foreach (int node in one.Tree?.Nodes ?? [])
        {
            audit.Claim(node, PageOwner.Tracker);
        }

        if (one.Kind is ProbeObjectKind.Blocks or ProbeObjectKind.Tree)
        {
            return;
        }

        for (int i = 0; i < one.Frames.Length; i++)
        {
            audit.LeaveOpen(one.Frames[i]);
            if (i == 0 || one.Kind != ProbeObjectKind.Folio)
            {
                audit.Claim(one.Frames[i], PageOwner.KernelUser);
            }
        }

        foreach (int chunk in one.Chunks)
        {
            audit.ClaimPreserved(chunk, PageOwner.VmallocChunk);
        }
    }

    private static Outcome Answer(Errno error) => error == Errno.None ? Outcome.Ok : Outcome.Refused(error);

    private static FieldValue FramesOf(ReadOnlySpan<int> frames, Field field = Field.Frames)
    {
        var runs = new List<FrameRun>();
        foreach (int frame in frames)
        {
            if (runs.Count > 0 && runs[^1].End == (ulong)frame)
            {
                runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            }
            else
            {
                runs.Add(new FrameRun((ulong)frame, 1));
            }
        }

        return new FieldValue(field, FrameList.Print([.. runs]));
    }

    private static int[] Row(int first, int count) => [.. Enumerable.Range(first, count)];

    /// <summary>The object that an operation is about: EBADF without one, EINVAL for another kind, ESTALE for an address where memory is wanted.</summary>
    private Errno Find(Handle handle, bool isLive, out ProbeObject found, params ReadOnlySpan<ProbeObjectKind> kinds)
    {
        if (!_objects.TryGetValue(handle, out found!))
        {
            return Errno.EBADF;
        }

        if (!kinds.Contains(found.Kind))
        {
            return Errno.EINVAL;
        }

        return isLive && !found.IsLive ? Errno.ESTALE : Errno.None;
    }

    private Outcome Keep(Handle handle, ProbeObject made, params ReadOnlySpan<FieldValue> fields)
    {
        _objects[handle] = made;
        return Outcome.Success(fields);
    }

    private Outcome State() =>
        Outcome.Success(
            new FieldValue(Field.Enabled, _kernel.Outgoing is null ? 0UL : 1),
            new FieldValue(Field.Incoming, _kernel.Incoming is null ? 0UL : 1)
        );

    private Outcome Keys()
    {
        OwnKeys keys = WalkOwn();
        return Outcome.Success(
            new FieldValue(Field.Count, (ulong)keys.Keys.Length),
            new FieldValue(Field.Keys, KeyList.Print(keys.Keys))
        );
    }

    private OwnKeys WalkOwn()
    {
        var own = new HashSet<int>();
        foreach (ProbeObject one in _objects.Values)
        {
            if (one.IsLive)
            {
                own.UnionWith(one.Frames);
                own.UnionWith(one.Chunks);
                foreach (int block in one.Blocks is { IsIncoming: false } set ? set.Blocks : [])
                {
                    own.Add(block);
                }
            }
        }

        return WalkOver(own);
    }

    /// <summary>The keys of the tracker whose blocks have a page in common with some pages.</summary>
    private OwnKeys WalkOver(IReadOnlySet<int> pages)
    {
        var keys = new OwnKeys(Memory.Geometry, pages.Contains);
        _ = _kernel.Outgoing?.Tracker.Walk(keys);
        return keys;
    }
}
