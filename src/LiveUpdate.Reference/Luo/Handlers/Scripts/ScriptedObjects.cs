using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>The handlers and FLBs that a program registers in one kernel, by their handles (<c>handler.*</c>, <c>flb.*</c>).</summary>
/// <remarks>
/// It plays the part of a module that uses LUO from inside the kernel. What a module cannot do while its references are
/// out, taking away what files depend on, it refuses with EBUSY before LUO is asked.
/// </remarks>
internal sealed class ScriptedObjects(Kernel kernel)
{
    private const HandlerCallbacks OfAlternatives = HandlerCallbacks.Prepare | HandlerCallbacks.Cancel;

    private readonly Dictionary<Handle, ScriptedHandler> _handlers = [];
    private readonly Dictionary<Handle, ScriptedFlb> _flbs = [];
    private readonly Dictionary<ulong, object> _ids = [];
    private readonly CallbackTrace _trace = new();

    /// <summary>The callbacks since the last answer.</summary>
    public CallbackTrace Trace => kernel.Race?.Running.Trace ?? _trace;

    private LiveUpdateOrchestrator Luo => kernel.Luo!;

    public bool IsBound(Handle handle) => _handlers.ContainsKey(handle) || _flbs.ContainsKey(handle);

    /// <summary>What stands for an object, so that two files of it are the same to LUO.</summary>
    public object IdOf(ulong number)
    {
        if (!_ids.TryGetValue(number, out object? id))
        {
            _ids[number] = id = new object();
        }

        return id;
    }

    public Outcome Execute(Operation operation) =>
        operation switch
        {
            RegisterHandler { Without: var without } when IsUnknown(without) => Outcome.Unsupported,
            ScriptHandler { On: var on } when IsUnknown(on) => Outcome.Unsupported,
            RegisterHandler register => Answer(Register(register)),
            UnregisterHandler unregister => Answer(Unregister(unregister.Handler)),
            ScriptHandler script => Answer(Script(script)),
            ListIncoming list => List(list.Handler),
            RegisterFlb register => Answer(Register(register)),
            LinkFlb link => Answer(Link(link)),
            UnregisterFlb unregister => Answer(Unregister(unregister)),
            ScriptFlb script => Answer(Script(script)),
            FlbReference reference => Refer(reference),
            _ => Outcome.Unsupported,
        };

    private static Outcome Answer(Errno error) => error == Errno.None ? Outcome.Ok : Outcome.Refused(error);

    /// <summary>Whether some of the callbacks are those of an alternative that is not this one.</summary>
    private bool IsUnknown(HandlerCallbacks callbacks) =>
        (callbacks & OfAlternatives & ~(kernel.Alternative?.Callbacks ?? HandlerCallbacks.None))
        != HandlerCallbacks.None;

    private Errno Register(RegisterHandler register)
    {
        if (kernel.Luo is null)
        {
            return Guards.Refusal(Errno.EOPNOTSUPP, "LUO-FILE-17");
        }

        var handler = new ScriptedHandler(kernel, this, register);
        Errno error = Luo.Handlers.Register(handler);
        if (error == Errno.None)
        {
            _handlers[register.Result] = handler;
        }

        return error;
    }

    private Errno Unregister(Handle handle)
    {
        if (!_handlers.TryGetValue(handle, out ScriptedHandler? handler))
        {
            return Errno.EBADF;
        }

        if (!Luo.Handlers.Handlers.Contains(handler))
        {
            return Errno.EINVAL;
        }

        if (HasFiles(handler) || handler.Bound.Exists(IsInUse))
        {
            return Errno.EBUSY;
        }

        Luo.Handlers.Unregister(handler);
        return Errno.None;
    }

    private Errno Script(ScriptHandler script)
    {
        ScriptedFlb? ask = null;
        if (
            !_handlers.TryGetValue(script.Handler, out ScriptedHandler? handler)
            || (!script.Ask.IsNone && !_flbs.TryGetValue(script.Ask, out ask))
        )
        {
            return Errno.EBADF;
        }

        if (script.On == HandlerCallbacks.GetId)
        {
            return Errno.EINVAL;
        }

        handler.Set(script, ask);
        return Errno.None;
    }

    private Outcome List(Handle handle)
    {
        if (!_handlers.TryGetValue(handle, out ScriptedHandler? handler))
        {
            return Outcome.Refused(Errno.EBADF);
        }

        if (!Luo.Handlers.Handlers.Contains(handler))
        {
            return Outcome.Refused(Errno.EINVAL);
        }

        if (Luo.Device.DeserializationError != Errno.None)
        {
            return Outcome.Refused(Errno.EIO);
        }

        IEnumerable<string> files = Luo
            .Incoming.FilesOf(handler.Compatible)
            .Select(static file => $"{PlainText.Of(file.Session)}/0x{file.Token:x}/0x{file.Data:x}");
        return Outcome.Success(Field.Files, ByteString.Of(string.Join(',', files)));
    }

    private Errno Register(RegisterFlb register)
    {
        if (kernel.Luo is null)
        {
            return Guards.Refusal(Errno.EOPNOTSUPP, "LUO-FLB-07");
        }

        var flb = new ScriptedFlb(this, register);
        Errno error = Register(register.Handler, flb);
        if (error == Errno.None)
        {
            _flbs[register.Result] = flb;
        }

        return error;
    }

    private Errno Link(LinkFlb link)
    {
        if (kernel.Luo is null)
        {
            return Guards.Refusal(Errno.EOPNOTSUPP, "LUO-FLB-07");
        }

        return _flbs.TryGetValue(link.Flb, out ScriptedFlb? flb) ? Register(link.Handler, flb) : Errno.EBADF;
    }

    private Errno Register(Handle handle, ScriptedFlb flb)
    {
        ScriptedHandler? handler = _handlers.GetValueOrDefault(handle);

        // Files that were preserved without it would put it all the same.
        return handler is not null && HasPreserved(handler) ? Errno.EBUSY : Luo.Flbs.Register(handler, flb);
    }

    private Errno Unregister(UnregisterFlb unregister)
    {
        if (
            !_flbs.TryGetValue(unregister.Flb, out ScriptedFlb? flb)
            || !_handlers.TryGetValue(unregister.Handler, out ScriptedHandler? handler)
        )
        {
            return Errno.EBADF;
        }

        if (HasFiles(handler) || IsInUse(flb))
        {
            return Errno.EBUSY;
        }

        Luo.Flbs.Unregister(handler, flb);
        return Errno.None;
    }

    private Errno Script(ScriptFlb script)
    {
        if (!_flbs.TryGetValue(script.Flb, out ScriptedFlb? flb))
        {
            return Errno.EBADF;
        }

        flb.Set(script);
        return Errno.None;
    }

    private Outcome Refer(FlbReference reference)
    {
        bool gets = reference.Verb is Verb.FlbGetOutgoing or Verb.FlbGetIncoming;
        if (gets && kernel.Luo is null)
        {
            return Outcome.Refused(Guards.Refusal(Errno.EOPNOTSUPP, "LUO-FLB-06"));
        }

        if (!_flbs.TryGetValue(reference.Flb, out ScriptedFlb? flb))
        {
            return Outcome.Refused(Errno.EBADF);
        }

        return gets ? Get(flb, reference.Verb) : Answer(Put(flb, reference.Verb));
    }

    private Outcome Get(ScriptedFlb flb, Verb verb)
    {
        bool isOutgoing = verb == Verb.FlbGetOutgoing;
        Errno error = isOutgoing ? Luo.Flbs.GetOutgoing(flb, out object? made) : Luo.Flbs.GetIncoming(flb, out made);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        flb.OutgoingHeld += isOutgoing ? 1 : 0;
        flb.IncomingHeld += isOutgoing ? 0 : 1;
        return Outcome.Success(Field.Value, ScriptedFlb.NumberOf(made));
    }

    private Errno Put(ScriptedFlb flb, Verb verb)
    {
        bool isOutgoing = verb == Verb.FlbPutOutgoing;
        if ((isOutgoing ? flb.OutgoingHeld : flb.IncomingHeld) == 0)
        {
            return Errno.EINVAL;
        }

        if (isOutgoing)
        {
            flb.OutgoingHeld--;
            Luo.Flbs.PutOutgoing(flb);
        }
        else
        {
            flb.IncomingHeld--;
            Luo.Flbs.PutIncoming(flb);
        }

        return Errno.None;
    }

    private static bool IsInUse(LifecycleBound flb) => flb.Outgoing.Count > 0 || flb.Incoming.Count > 0;

    private bool HasPreserved(ScriptedHandler handler) =>
        Luo.Outgoing.Sessions.Any(session => session.Files.Files.Any(file => file.Handler == handler));

    private bool HasFiles(ScriptedHandler handler) =>
        Luo.Device.DeserializationError != Errno.None
        || HasPreserved(handler)
        || Luo.Incoming.Sessions.Any(session => session.Files.Files.Any(file => file.Handler == handler));
}
