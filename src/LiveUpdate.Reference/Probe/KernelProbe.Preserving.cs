using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <content>Folios, pages and allocations: preserving, unpreserving and restoring them (kho 2 and 3).</content>
internal sealed partial class KernelProbe
{
    private Outcome PreserveFolio(Handle handle)
    {
        Errno error = Find(handle, isLive: true, out ProbeObject one, ProbeObjectKind.Folio);
        return Answer(error != Errno.None ? error : Outgoing?.PreserveFolio(one.Frames[0]) ?? Off());
    }

    private Outcome UnpreserveFolio(Handle handle)
    {
        Errno error = Find(handle, isLive: true, out ProbeObject one, ProbeObjectKind.Folio);
        error = error == Errno.None ? CheckRemoval() : error;
        if (error == Errno.None)
        {
            Outgoing?.UnpreserveFolio(one.Frames[0]);
        }

        return Answer(error);
    }

    private KhoOutgoing? Outgoing => _kernel.Outgoing;

    /// <summary>Whether the set that is handed over may become smaller now.</summary>
    private Errno CheckRemoval() => Outgoing?.CheckRemoval() ?? Errno.None;

    /// <summary>Without a tracker nothing can be preserved (KHO-PRES-10).</summary>
    private static Errno Off() => Guards.Refusal(Errno.EINVAL, "KHO-PRES-10");

    private Outcome PreservePages(KhoPreservePages op)
    {
        Errno error = FindRange(op.Target, op.At, op.Count, out ProbeObject one);
        return Answer(
            error != Errno.None ? error
            : op.Count == 0 ? Errno.None
            : Outgoing?.PreservePages(one.Frames[0] + (int)op.At, (int)op.Count) ?? Off()
        );
    }

    private Outcome UnpreservePages(KhoUnpreservePages op)
    {
        Errno error = FindRange(op.Target, op.At, op.Count, out ProbeObject one);
        error = error == Errno.None && op.Count > 0 ? CheckRemoval() : error;
        if (error == Errno.None && op.Count > 0)
        {
            Outgoing?.UnpreservePages(one.Frames[0] + (int)op.At, (int)op.Count);
        }

        return Answer(error);
    }

    private Errno FindRange(Handle handle, ulong at, ulong count, out ProbeObject one)
    {
        Errno error = Find(handle, isLive: true, out one, ProbeObjectKind.Folio, ProbeObjectKind.Pages);
        return error == Errno.None && (at > (ulong)one.Frames.Length || count > (ulong)one.Frames.Length - at)
            ? Errno.ERANGE
            : error;
    }

    private Errno FindAddress(Handle handle, ulong at, ulong count, out ProbeObject one)
    {
        Errno error = Find(
            handle,
            isLive: false,
            out one,
            ProbeObjectKind.Folio,
            ProbeObjectKind.Pages,
            ProbeObjectKind.Address
        );
        return error == Errno.None && (at >= (ulong)one.Frames.Length || count > (ulong)one.Frames.Length - at)
            ? Errno.ERANGE
            : error;
    }

    private Outcome RestoreFolio(KhoRestoreFolio op)
    {
        Errno error = FindAddress(op.Target, op.At, 1, out ProbeObject one);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        int page = _kernel.Incoming?.RestoreFolio(Memory.AddressOf(one.Frames[(int)op.At]), PageOwner.KernelUser) ?? 0;
        if (page == 0)
        {
            return Outcome.Refused(Guards.Refusal(Errno.ENOENT, "KHO-REST-03"));
        }

        int order = Allocator.OrderOf(page);
        int[] frames = Row(page, 1 << order);
        return Keep(
            op.Result,
            new ProbeObject { Kind = ProbeObjectKind.Folio, Frames = frames },
            FramesOf(frames),
            new FieldValue(Field.Order, (ulong)order),
            new FieldValue(Field.Refs, (ulong)_kernel.Pages[page].References),
            Tails(frames)
        );
    }

    private FieldValue Tails(int[] frames)
    {
        ulong sum = 0;
        foreach (int frame in frames.AsSpan(1))
        {
            sum += (ulong)_kernel.Pages[frame].References;
        }

        return new FieldValue(Field.Tails, sum);
    }

    private Outcome RestorePages(KhoRestorePages op)
    {
        Errno error = FindAddress(op.Target, op.At, op.Count, out ProbeObject one);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        int[] frames = one.Frames[(int)op.At..(int)(op.At + op.Count)];
        int[] beyond = BeyondRange(frames);
        int[] unused = Unused(frames);
        bool isWhole =
            _kernel.Incoming?.RestoreRange(Memory.AddressOf(frames[0]), frames.Length, PageOwner.KernelUser) ?? false;
        Lose(beyond, PageOwner.KernelUser);
        if (!isWhole)
        {
            // Blocks that were restored before the missing one are nobody's.
            Lose(unused, PageOwner.KernelUser);
            return Outcome.Refused(Guards.Refusal(Errno.ENOENT, "KHO-REST-03"));
        }

        return Keep(
            op.Result,
            new ProbeObject { Kind = ProbeObjectKind.Pages, Frames = frames },
            FramesOf(frames),
            new FieldValue(Field.Refs, (ulong)_kernel.Pages[frames[0]].References),
            Tails(frames)
        );
    }

    /// <summary>The pages behind a range that come with it, because its last block was preserved as a larger one.</summary>
    private int[] BeyondRange(int[] frames)
    {
        for (int i = frames.Length - 1; i >= 0; i--)
        {
            if (IsIncoming(frames[i]))
            {
                int end = frames[i] + (1 << _kernel.Pages[frames[i]].Order);
                return end > frames[^1] + 1 ? Row(frames[^1] + 1, end - frames[^1] - 1) : [];
            }
        }

        return [];
    }

    /// <summary>The pages that nobody in this kernel uses, so that it is a restore that makes them used.</summary>
    private int[] Unused(int[] frames) =>
        Array.FindAll(frames, frame => _kernel.Pages[frame].State is not (PageState.Head or PageState.Tail));

    /// <summary>Notes the pages that a failed restore has left behind in use.</summary>
    /// <param name="frames">Pages that were not in use before.</param>
    /// <param name="owner">What it has restored them for.</param>
    private void Lose(ReadOnlySpan<int> frames, PageOwner owner)
    {
        var held = _objects
            .Values.Where(static one => one.IsLive)
            .SelectMany(static one => one.Frames.Concat(one.Chunks))
            .ToHashSet();
        foreach (int frame in frames)
        {
            PageInfo info = _kernel.Pages[frame];
            if (info.State == PageState.Head && info.Owner == owner && !held.Contains(frame) && !_lost.Contains(frame))
            {
                _lost.Add(frame);
            }
        }
    }

    private Outcome AllocatePreserved(KhoAllocPreserve op)
    {
        Errno error = CheckSize(op.Size);
        int page = 0;
        error =
            error != Errno.None ? error : Outgoing?.AllocatePreserved(op.Size, PageOwner.KernelUser, out page) ?? Off();
        return error != Errno.None
            ? Outcome.Refused(error)
            : Made(op.Result, ProbeObjectKind.Folio, Row(page, 1 << Allocator.OrderOf(page)), null);
    }

    /// <summary>The size is looked at before anything else, with KHO off too (KHO-PRES-08).</summary>
    private Errno CheckSize(ulong size) =>
        Outgoing is not null ? Errno.None
        : size == 0 ? Guards.Refusal(Errno.EINVAL, "KHO-PRES-08")
        : size > (ulong)PageSize << PageAllocator.MaxPageOrder ? Guards.Refusal(Errno.E2BIG, "KHO-PRES-08")
        : Errno.None;

    private Outcome UnpreserveAndFree(Handle handle)
    {
        if (handle.IsNone)
        {
            Outgoing?.FreePreserved(0);
            return Outcome.Ok;
        }

        Errno error = Find(handle, isLive: true, out ProbeObject one, ProbeObjectKind.Folio);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        if (IsBlob(one) || HasOtherKeys(one))
        {
            return Outcome.Refused(Errno.EBUSY);
        }

        error = CheckRemoval();
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        if (Outgoing is null)
        {
            Allocator.Put(one.Frames[0]);
        }
        else
        {
            Outgoing.FreePreserved(one.Frames[0]);
        }

        _objects.Remove(handle);
        return Outcome.Ok;
    }

    private bool HasOtherKeys(ProbeObject folio)
    {
        var own = Handover.TrackerKey.Encode(
            Memory.Geometry,
            Memory.AddressOf(folio.Frames[0]),
            Allocator.OrderOf(folio.Frames[0])
        );
        return WalkOver(folio.Frames.ToHashSet()).Keys.ContainsAnyExcept(own.Value);
    }

    private Outcome RestoreAndFree(Handle handle)
    {
        if (handle.IsNone)
        {
            return Outcome.Ok;
        }

        Errno error = FindAddress(handle, 0, 1, out ProbeObject one);
        if (error == Errno.None)
        {
            _ = _kernel.Incoming?.RestoreAndFree(Memory.AddressOf(one.Frames[0]));
        }

        return Answer(error);
    }
}
