using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>FLBs (luo-model 6).</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>As many records fit into the page that hands them over (LUO-FLB-07).</summary>
    private int MostFlbs => (int)((Options.PageSize - 16) / 64);

    private Errno Register(ModelState next, RegisterFlb op, Expectation into)
    {
        into.Exercise(Clauses.LuoFlb07);
        if (!next.IsLuoEnabled)
        {
            return Errno.EOPNOTSUPP;
        }

        var flb = new ModelFlb(op);
        Errno errno = Link(next, op.Handler, flb, op.Without == FlbCallbacks.None);
        if (errno == Errno.None)
        {
            next.Kernel!.Add(flb);
        }

        return errno;
    }

    private Errno Link(ModelState next, LinkFlb op, Expectation into)
    {
        into.Exercise(Clauses.LuoFlb07);
        if (!next.IsLuoEnabled)
        {
            return Errno.EOPNOTSUPP;
        }

        return next.Kernel!.Flb(op.Flb) is { } flb ? Link(next, op.Handler, flb, isComplete: true) : Errno.EBADF;
    }

    private Errno Link(ModelState next, Handle handle, ModelFlb flb, bool isComplete)
    {
        KernelState kernel = next.Kernel!;
        ModelHandler? handler = kernel.Handler(handle);
        if (handler is not null && HasPreserved(next, handle))
        {
            return Errno.EBUSY;
        }

        if (!isComplete || handler is not { IsRegistered: true })
        {
            return Errno.EINVAL;
        }

        if (handler.Links.Contains(flb.Handle))
        {
            return Errno.EEXIST;
        }

        if (!kernel.FlbOrder.Contains(flb.Handle))
        {
            if (kernel.FlbOrder.Count >= MostFlbs)
            {
                return Errno.ENOSPC;
            }

            if (kernel.FlbOrder.Exists(other => kernel.Flb(other)!.Compatible.Equals(flb.Compatible)))
            {
                return Errno.EEXIST;
            }

            kernel.FlbOrder.Add(flb.Handle);
        }

        handler.Links.Add(flb.Handle);
        return Errno.None;
    }

    private static Errno Unregister(ModelState next, UnregisterFlb op)
    {
        KernelState kernel = next.Kernel!;
        if (kernel.Flb(op.Flb) is not { } flb || kernel.Handler(op.Handler) is not { } handler)
        {
            return Errno.EBADF;
        }

        if (HasFiles(next, op.Handler) || flb.IsInUse)
        {
            return Errno.EBUSY;
        }

        Unlink(kernel, handler, op.Flb);
        return Errno.None;
    }

    private static void Unlink(KernelState kernel, ModelHandler handler, Handle flb)
    {
        if (handler.Links.Remove(flb) && !kernel.Handlers.Any(other => other.Flbs.Contains(flb)))
        {
            kernel.FlbOrder.Remove(flb);
        }
    }

    private static Errno Get(ModelState next, FlbReference op, Expectation into)
    {
        into.Exercise(Clauses.LuoFlb06);
        if (!next.IsLuoEnabled)
        {
            return Errno.EOPNOTSUPP;
        }

        if (next.Kernel!.Flb(op.Flb) is not { } flb)
        {
            return Errno.EBADF;
        }

        bool isOutgoing = op.Verb == Verb.FlbGetOutgoing;
        if (flb.RetrieveError != Errno.None || flb.IsRetrieved)
        {
            into.Exercise(Clauses.LuoFlb04);
        }

        Errno errno = isOutgoing ? GetOutgoing(flb) : GetIncoming(next, flb);
        if (errno == Errno.None)
        {
            flb.OutgoingHeld += isOutgoing ? 1 : 0;
            flb.IncomingHeld += isOutgoing ? 0 : 1;
        }

        return errno;
    }

    private static ulong ObjectOf(ModelFlb flb, Verb verb) =>
        verb == Verb.FlbGetOutgoing ? flb.OutgoingObject : flb.IncomingObject;

    private static Errno Put(ModelState next, FlbReference op, Expectation into)
    {
        if (next.Kernel!.Flb(op.Flb) is not { } flb)
        {
            return Errno.EBADF;
        }

        bool isOutgoing = op.Verb == Verb.FlbPutOutgoing;
        if ((isOutgoing ? flb.OutgoingHeld : flb.IncomingHeld) == 0)
        {
            return Errno.EINVAL;
        }

        if (isOutgoing)
        {
            into.Exercise(Clauses.LuoFlb01);
            flb.OutgoingHeld--;
            PutOutgoing(next.Kernel, flb);
        }
        else
        {
            into.Exercise(Clauses.LuoFlb05);
            flb.IncomingHeld--;
            PutIncoming(next, flb);
        }

        return Errno.None;
    }

    private static Errno GetOutgoing(ModelFlb flb)
    {
        if (flb.OutgoingObject == 0)
        {
            return Errno.ENOENT;
        }

        flb.OutgoingCount++;
        return Errno.None;
    }

    private static Errno GetIncoming(ModelState next, ModelFlb flb)
    {
        if (flb.IncomingObject == 0)
        {
            Errno errno = RetrieveFlb(next, flb);
            if (errno != Errno.None)
            {
                return errno;
            }
        }

        flb.IncomingCount++;
        return Errno.None;
    }

    /// <summary>Counts one more file; the first one brings the FLB about (LUO-FLB-01).</summary>
    private static Errno CountFile(KernelState kernel, ModelFlb flb)
    {
        if (flb.OutgoingCount == 0)
        {
            ModelScript script = flb.Call(FlbCallbacks.Preserve);
            ulong data = script.Data ?? 0;
            kernel.Trace.Add(flb.Handle, "preserve", string.Empty, Result(script.Fail, data));
            if (script.Fail != Errno.None)
            {
                return script.Fail;
            }

            flb.OutgoingData = data;
            flb.OutgoingObject = script.Object;
        }

        flb.OutgoingCount++;
        return Errno.None;
    }

    private static void PutOutgoing(KernelState kernel, ModelFlb flb)
    {
        flb.OutgoingCount--;
        if (flb.OutgoingCount > 0)
        {
            return;
        }

        _ = flb.Call(FlbCallbacks.Unpreserve);
        string arguments = $"{CallbackTrace.Of(flb.OutgoingData)}/{Object(flb.OutgoingObject)}";
        kernel.Trace.Add(flb.Handle, "unpreserve", arguments);
        flb.OutgoingData = 0;
        flb.OutgoingObject = 0;
    }

    /// <summary>Gives one reference back, and ends the FLB with the last (LUO-FLB-05).</summary>
    private static void PutIncoming(ModelState next, ModelFlb flb)
    {
        if (flb.IsFinished || LookUp(next, flb) != Errno.None || flb.IncomingCount == 0)
        {
            return;
        }

        flb.IncomingCount--;
        if (flb.IncomingCount > 0 || RetrieveFlb(next, flb) != Errno.None)
        {
            return;
        }

        _ = flb.Call(FlbCallbacks.Finish);
        next.Kernel!.Trace.Add(flb.Handle, "finish", Object(flb.IncomingObject));
        flb.IncomingObject = 0;
        flb.IsFinished = true;
    }

    /// <summary>Retrieves an FLB unless that was tried before; the first answer stands (LUO-FLB-04).</summary>
    private static Errno RetrieveFlb(ModelState next, ModelFlb flb)
    {
        if (flb.IsFinished)
        {
            return Errno.ENODATA;
        }

        if (flb.RetrieveError != Errno.None || flb.IsRetrieved)
        {
            return flb.RetrieveError;
        }

        Errno errno = LookUp(next, flb);
        if (errno != Errno.None)
        {
            return errno;
        }

        ModelScript script = flb.Call(FlbCallbacks.Retrieve);
        next.Kernel!.Trace.Add(
            flb.Handle,
            "retrieve",
            CallbackTrace.Of(flb.IncomingData),
            script.Fail == Errno.None ? Object(script.Object) : $"{script.Fail}"
        );
        flb.RetrieveError = script.Fail;
        flb.IsRetrieved = script.Fail == Errno.None;
        flb.IncomingObject = flb.IsRetrieved ? script.Object : 0;
        return script.Fail;
    }

    /// <summary>Finds the record of an FLB; its count is what waits since the handover.</summary>
    private static Errno LookUp(ModelState next, ModelFlb flb)
    {
        if (flb.IsLoaded)
        {
            return Errno.None;
        }

        if (!next.Premises.Has(StatePremises.CameWithLuo))
        {
            return Errno.ENODATA;
        }

        foreach (IncomingFlb record in next.Kernel!.CameIn)
        {
            if (record.Compatible.Equals(flb.Compatible))
            {
                flb.IsLoaded = true;
                flb.IncomingCount = record.Count;
                flb.IncomingData = record.Data;
                return Errno.None;
            }
        }

        return Errno.ENOENT;
    }

    private static string Object(ulong made) => CallbackTrace.Of(made == 0 ? null : made);

    private static string Result(Errno fail, ulong data) => fail == Errno.None ? CallbackTrace.Of(data) : $"{fail}";
}
