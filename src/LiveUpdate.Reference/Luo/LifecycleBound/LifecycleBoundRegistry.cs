using LiveUpdate.Contract;
using LiveUpdate.Handover;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>The FLBs: with which handlers they are registered, how many files depend on each, and their records (luo-model 6).</summary>
/// <remarks>Overrides may count, order or roll back differently.</remarks>
public class LifecycleBoundRegistry
{
    private readonly List<LifecycleBound> _registered = [];

    /// <summary>A registry without FLBs.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="incomingPage">The FLB page of the kernel before, or 0.</param>
    public LifecycleBoundRegistry(Kernel kernel, int incomingPage)
    {
        Kernel = kernel;
        IncomingPage = incomingPage;
    }

    /// <summary>The FLBs that are registered with any handler, in the order of their first registration.</summary>
    public IReadOnlyList<LifecycleBound> Registered => _registered;

    /// <summary>The kernel.</summary>
    protected Kernel Kernel { get; }

    /// <summary>The FLB page of the kernel before, or 0.</summary>
    protected int IncomingPage { get; }

    private LiveUpdateOrchestrator Luo => Kernel.Luo!;

    /// <summary>Registers an FLB with a handler (luo-model 6.1, LUO-FLB-07).</summary>
    /// <param name="handler">The handler, or <see langword="null"/> for one that was never registered.</param>
    /// <param name="flb">The FLB.</param>
    protected internal virtual Errno Register(FileHandler? handler, LifecycleBound flb)
    {
        if (!flb.IsComplete || handler is null || !Luo.Handlers.Handlers.Contains(handler))
        {
            return Refusal(Errno.EINVAL, "LUO-FLB-07");
        }

        if (Kernel.Faults.Fails("link"))
        {
            return Refusal(Errno.ENOMEM, "LUO-FLB-07");
        }

        if (IsLinked(handler, flb))
        {
            return Refusal(Errno.EEXIST, "LUO-FLB-07");
        }

        if (flb.Users == 0)
        {
            Errno error = CheckFirst(flb);
            if (error != Errno.None)
            {
                return error;
            }

            _registered.Add(flb);
        }

        flb.Users++;
        handler.Bound.Add(flb);
        return Errno.None;
    }

    /// <summary>Whether an FLB is registered with a handler.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="flb">The FLB.</param>
    protected internal virtual bool IsLinked(FileHandler handler, LifecycleBound flb) => handler.Bound.Contains(flb);

    /// <summary>What stands against the first registration of an FLB: no room for its record, or its name.</summary>
    /// <param name="flb">The FLB.</param>
    protected internal virtual Errno CheckFirst(LifecycleBound flb)
    {
        if (_registered.Count >= Kernel.Memory.Geometry.FlbsPerPage)
        {
            return Refusal(Errno.ENOSPC, "LUO-FLB-07");
        }

        return _registered.Exists(other => other.Compatible.Equals(flb.Compatible))
            ? Refusal(Errno.EEXIST, "LUO-FLB-07")
            : Errno.None;
    }

    /// <summary>Takes an FLB from a handler; with the last handler it is not registered any more.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="flb">The FLB; one that is not registered with the handler is left alone.</param>
    protected internal virtual void Unregister(FileHandler handler, LifecycleBound flb)
    {
        if (handler.Bound.Remove(flb) && --flb.Users == 0)
        {
            _registered.Remove(flb);
        }
    }

    /// <summary>A file of a handler is about to be preserved: counts it on each FLB, in their order (LUO-FLB-02).</summary>
    /// <param name="handler">The handler.</param>
    /// <returns>Success, or the error of an FLB with those before it put again.</returns>
    protected internal virtual Errno PreserveFor(FileHandler handler)
    {
        for (int i = 0; i < handler.Bound.Count; i++)
        {
            Errno error = GetForFile(handler.Bound[i]);
            if (error != Errno.None)
            {
                PutAll(handler, i);
                return error;
            }
        }

        return Errno.None;
    }

    /// <summary>A file of a handler is not preserved any more: puts the first FLBs, in reverse (LUO-FLB-02).</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="count">How many.</param>
    protected internal virtual void PutAll(FileHandler handler, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            PutOutgoing(handler.Bound[i]);
        }
    }

    /// <summary>Counts one more file on an FLB; with the first it is preserved (LUO-FLB-01).</summary>
    /// <param name="flb">The FLB.</param>
    protected internal virtual Errno GetForFile(LifecycleBound flb)
    {
        // Counting and what follows from it are one: of two first files only one preserves (LUO-RACE-07).
        Kernel.Enter(KernelLock.Bound, flb);
        Errno error = Count(flb);
        Kernel.Leave(KernelLock.Bound, flb);
        return error;
    }

    /// <summary>Counts one less; with the last the FLB is unpreserved (LUO-FLB-01).</summary>
    /// <param name="flb">The FLB.</param>
    public virtual void PutOutgoing(LifecycleBound flb)
    {
        Kernel.Enter(KernelLock.Bound, flb);
        OutgoingBound side = flb.Outgoing;
        if (--side.Count == 0)
        {
            Kernel.Point();
            flb.Unpreserve(side.Data, side.Made);
            side.Data = 0;
            side.Made = null;
        }

        Kernel.Leave(KernelLock.Bound, flb);
    }

    /// <summary>Takes a reference to the object for the next kernel (LUO-FLB-06).</summary>
    /// <param name="flb">The FLB.</param>
    /// <param name="made">The object.</param>
    public virtual Errno GetOutgoing(LifecycleBound flb, out object? made)
    {
        Kernel.Enter(KernelLock.Bound, flb);
        made = flb.Outgoing.Made;
        Kernel.Point();
        flb.Outgoing.Count += made is null ? 0u : 1u;
        Kernel.Leave(KernelLock.Bound, flb);
        return made is null ? Refusal(Errno.ENOENT, "LUO-FLB-06") : Errno.None;
    }

    /// <summary>Takes a reference to the object from the kernel before (luo-model 6.3, LUO-FLB-06).</summary>
    /// <param name="flb">The FLB.</param>
    /// <param name="made">The object.</param>
    public virtual Errno GetIncoming(LifecycleBound flb, out object? made)
    {
        Kernel.Enter(KernelLock.Bound, flb);
        IncomingBound side = flb.Incoming;
        Errno error = side.Made is null ? RetrieveOnce(flb) : Errno.None;
        made = side.Made;
        if (error == Errno.None)
        {
            side.Count++;
        }

        Kernel.Leave(KernelLock.Bound, flb);
        return error;
    }

    /// <summary>
    /// Gives a reference back, a getter's or that which a file has had since the handover; with the last the FLB is finished
    /// (LUO-FLB-05).
    /// </summary>
    /// <param name="flb">The FLB.</param>
    public virtual void PutIncoming(LifecycleBound flb)
    {
        Kernel.Enter(KernelLock.Bound, flb);
        Uncount(flb);
        Kernel.Leave(KernelLock.Bound, flb);
    }

    private Errno Count(LifecycleBound flb)
    {
        OutgoingBound side = flb.Outgoing;
        if (side.Count == 0)
        {
            Kernel.Point();
            Errno error = flb.Preserve(out ulong data, out object? made);
            if (error != Errno.None)
            {
                return error;
            }

            side.Data = data;
            side.Made = made;
        }

        side.Count++;
        return Errno.None;
    }

    private void Uncount(LifecycleBound flb)
    {
        IncomingBound side = flb.Incoming;
        if (side.IsFinished || Load(flb) != Errno.None || side.Count == 0 || --side.Count > 0)
        {
            return;
        }

        Kernel.Point();

        if (RetrieveOnce(flb) == Errno.None)
        {
            flb.Finish(side.Made);
            side.Made = null;
            side.Data = 0;
            side.IsFinished = true;
        }
    }

    /// <summary>A file of a handler is finished: puts each FLB, in reverse (luo-model 4.7).</summary>
    /// <param name="handler">The handler.</param>
    protected internal virtual void FinishFor(FileHandler handler)
    {
        for (int i = handler.Bound.Count - 1; i >= 0; i--)
        {
            PutIncoming(handler.Bound[i]);
        }
    }

    /// <summary>Retrieves an FLB the first time, and keeps the answer (LUO-FLB-04).</summary>
    /// <param name="flb">The FLB.</param>
    protected internal virtual Errno RetrieveOnce(LifecycleBound flb)
    {
        IncomingBound side = flb.Incoming;
        if (IsOver(flb))
        {
            return Refusal(Errno.ENODATA, "LUO-FLB-06");
        }

        Errno error = Load(flb);
        if (error != Errno.None || side.Status > 0)
        {
            return error;
        }

        if (side.Status < 0)
        {
            return Refusal((Errno)(-side.Status), "LUO-FLB-04");
        }

        Kernel.Point();
        error = flb.Retrieve(side.Data, out object? made);
        side.Status = error == Errno.None ? 1 : -(int)error;
        side.Made = error == Errno.None ? made : null;
        return error;
    }

    /// <summary>Reads the record of an FLB from the image, once.</summary>
    /// <param name="flb">The FLB.</param>
    /// <returns>Success; ENODATA when nothing came in, ENOENT when not this (LUO-FLB-06).</returns>
    protected internal virtual Errno Load(LifecycleBound flb)
    {
        if (flb.Incoming.IsLoaded)
        {
            return Errno.None;
        }

        if (IncomingPage == 0)
        {
            return Refusal(Errno.ENODATA, "LUO-FLB-06");
        }

        ReadOnlySpan<byte> page = Kernel.Memory.Page(IncomingPage);
        int count = (int)Math.Min(FlbHeader.Read(page).Count, (ulong)Kernel.Memory.Geometry.FlbsPerPage);
        for (int i = 0; i < count; i++)
        {
            FlbRecord record = FlbRecord.Read(page[FlbHeader.RecordOffset(i)..]);
            if (record.Name.SequenceEqual(flb.Compatible.Span))
            {
                flb.Incoming.Data = record.Data;
                flb.Incoming.Count = record.Count;
                flb.Incoming.IsLoaded = true;
                return Errno.None;
            }
        }

        return Refusal(Errno.ENOENT, "LUO-FLB-06");
    }

    /// <summary>The count for the record of an FLB: files that depend on it, and references (LUO-FLB-03).</summary>
    /// <param name="flb">The FLB.</param>
    protected internal virtual ulong CountOf(LifecycleBound flb) => flb.Outgoing.Count;

    /// <summary>Whether the object of an FLB may be asked for still.</summary>
    /// <param name="flb">The FLB.</param>
    protected internal virtual bool IsOver(LifecycleBound flb) => flb.Incoming.IsFinished;

    /// <summary>Writes the FLBs that anything depends on into the page, densely, in the order of registration (LUO-FLB-03).</summary>
    protected internal virtual void Serialize()
    {
        int count = 0;
        foreach (LifecycleBound flb in _registered)
        {
            if (flb.Outgoing.Count > 0)
            {
                Span<byte> record = Kernel.Memory.Edit(Luo.FlbPage, FlbHeader.RecordOffset(count++), FlbRecord.Size);
                new FlbRecord
                {
                    Name = flb.Compatible.Span,
                    Data = flb.Outgoing.Data,
                    Count = CountOf(flb),
                }.WriteTo(record);
            }
        }

        Kernel.Memory.Write64(Luo.FlbPage, FlbHeader.CountOffset, (ulong)count);
    }
}
