using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <content>Memory of the probe's own.</content>
internal sealed partial class KernelProbe
{
    private Outcome AllocateFolio(KhoFolio op)
    {
        int page = Allocator.Allocate((int)op.Order, PageOwner.KernelUser);
        return page == 0
            ? Outcome.Refused(Errno.ENOMEM)
            : Made(op.Result, ProbeObjectKind.Folio, Row(page, 1 << (int)op.Order), op.Fill);
    }

    private Outcome AllocatePages(KhoPages op)
    {
        int count = (int)op.Count;
        int order = count == 1 ? 0 : System.Numerics.BitOperations.Log2((uint)count - 1) + 1;
        int page = Allocator.Allocate(order, PageOwner.KernelUser);
        if (page == 0)
        {
            return Outcome.Refused(Errno.ENOMEM);
        }

        Allocator.Split(page);
        for (int i = count; i < 1 << order; i++)
        {
            Allocator.Put(page + i);
        }

        return Made(op.Result, ProbeObjectKind.Pages, Row(page, count), op.Fill);
    }

    private Outcome AllocateArea(KhoVmalloc op)
    {
        int order = (int)op.Order;
        int pages = (int)op.Pages;
        if ((pages & ((1 << order) - 1)) != 0)
        {
            return Outcome.Refused(Errno.EINVAL);
        }

        VmallocArea? area = VmallocArea.Allocate(_kernel, pages >> order, order, op.User != 0, PageOwner.KernelUser);
        if (area is null)
        {
            return Outcome.Refused(Errno.ENOMEM);
        }

        var made = new ProbeObject
        {
            Kind = ProbeObjectKind.Area,
            Area = area,
            Frames = PagesOf(area),
            Order = order,
        };
        Fill(made, op.Fill);
        return Keep(op.Result, made, FramesOf(made.Frames));
    }

    private static int[] PagesOf(VmallocArea area)
    {
        var pages = new int[area.PageCount];
        for (int i = 0; i < pages.Length; i++)
        {
            pages[i] = area.Blocks[i >> area.Order] + (i & ((1 << area.Order) - 1));
        }

        return pages;
    }

    private Outcome Made(Handle handle, ProbeObjectKind kind, int[] frames, byte? fill)
    {
        var made = new ProbeObject { Kind = kind, Frames = frames };
        Fill(made, fill);
        return Keep(handle, made, FramesOf(frames));
    }

    private void Fill(ProbeObject made, byte? fill)
    {
        if (fill is { } value)
        {
            Store(made, 0, (ulong)made.Frames.Length * (ulong)PageSize, value);
        }
    }

    private Outcome Free(Handle handle)
    {
        if (!_objects.TryGetValue(handle, out ProbeObject? one))
        {
            return Outcome.Refused(Errno.EBADF);
        }

        if (one.IsLive)
        {
            bool isRecorded =
                one.Kind != ProbeObjectKind.Blocks
                && (one.Chunks.Length > 0 || !WalkOver(one.Frames.ToHashSet()).Keys.IsEmpty);
            if (isRecorded || IsBlob(one))
            {
                return Outcome.Refused(Errno.EBUSY);
            }

            Errno error = one.Blocks is { } set ? CheckDropping(set, 0) : Errno.None;
            if (error != Errno.None)
            {
                return Outcome.Refused(error);
            }

            Release(one);
        }

        _objects.Remove(handle);
        return Outcome.Ok;
    }

    private void Release(ProbeObject one)
    {
        one.Blocks?.Shrink(0);
        one.Tree?.Destroy();
        one.Area?.Free();
        for (int i = 0; one.Area is null && i < one.Frames.Length; i++)
        {
            if (i == 0 || one.Kind == ProbeObjectKind.Pages)
            {
                Allocator.Put(one.Frames[i]);
            }
        }
    }

    private Outcome Write(KhoWrite op)
    {
        Errno error = FindMemory(op.Target, out ProbeObject one);
        if (error == Errno.None && !IsInside(one, op.At, op.Len))
        {
            error = Errno.ERANGE;
        }

        if (error == Errno.None)
        {
            Store(one, op.At, op.Len, op.Fill);
        }

        return Answer(error);
    }

    private Outcome Read(KhoRead op)
    {
        Errno error = FindMemory(op.Target, out ProbeObject one);
        if (error == Errno.None && !IsInside(one, op.At, op.Len))
        {
            error = Errno.ERANGE;
        }

        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        _runs.Clear();
        ulong size = (ulong)PageSize;
        for (ulong at = op.At; at < op.At + op.Len; )
        {
            ulong length = Math.Min(op.At + op.Len - at, size - at % size);
            _runs.Add(Memory.Page(one.Frames[(int)(at / size)]).Slice((int)(at % size), (int)length));
            at += length;
        }

        return Outcome.Success(Field.Data, _runs.ToValue());
    }

    private Errno FindMemory(Handle handle, out ProbeObject one) =>
        Find(handle, isLive: true, out one, ProbeObjectKind.Folio, ProbeObjectKind.Pages, ProbeObjectKind.Area);

    private bool IsInside(ProbeObject one, ulong at, ulong length)
    {
        ulong size = (ulong)one.Frames.Length * (ulong)PageSize;
        return at <= size && length <= size - at;
    }

    private void Store(ProbeObject one, ulong at, ulong length, byte fill)
    {
        ulong size = (ulong)PageSize;
        for (ulong end = at + length; at < end; )
        {
            int inPage = (int)Math.Min(end - at, size - at % size);
            int page = one.Frames[(int)(at / size)];
            if (inPage == FillPattern.Unit && PageSize == FillPattern.Unit)
            {
                Memory.Fill(page, FillPattern.At(fill, at));
            }
            else
            {
                FillPattern.Write(Memory.Edit(page, (int)(at % size), inPage), fill, at);
            }

            at += (ulong)inPage;
        }
    }
}
