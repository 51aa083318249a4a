using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>The inside of the kernel: registering handlers and FLBs, and what can be asked of them (luo-model 5 and 6).</content>
public sealed partial class LiveUpdateModel
{
    private const HandlerCallbacks Mandatory =
        HandlerCallbacks.CanPreserve
        | HandlerCallbacks.Preserve
        | HandlerCallbacks.Unpreserve
        | HandlerCallbacks.Retrieve
        | HandlerCallbacks.Finish;

    private void InKernel(ModelState state, Operation op, Expectation into)
    {
        switch (op)
        {
            case CreateHandlerFile create:
                Make(state, create, into);
                return;
            case GetHandlerValue get:
                Value(state, get.Target, into);
                return;
            case ListIncoming list:
                List(state, list.Handler, into);
                return;
        }

        if (SpeaksOfUnknown(state, op))
        {
            into.Allow(s_unsupported, state);
            return;
        }

        ModelState next = state.Copy();
        KernelState kernel = next.Kernel ??= new KernelState();
        Errno errno = op switch
        {
            RegisterHandler register => Register(next, register, into),
            UnregisterHandler unregister => Unregister(next, unregister.Handler),
            ScriptHandler script => Script(kernel, script),
            RegisterFlb register => Register(next, register, into),
            LinkFlb link => Link(next, link, into),
            UnregisterFlb unregister => Unregister(next, unregister),
            ScriptFlb script => Script(kernel, script),
            FlbReference { Verb: Verb.FlbPutOutgoing or Verb.FlbPutIncoming } put => Put(next, put, into),
            FlbReference get => Get(next, get, into),
            _ => throw new ArgumentOutOfRangeException(nameof(op), op.Verb, "the model does not know this verb"),
        };
        if (errno != Errno.None)
        {
            into.Refuse(errno, next);
            return;
        }

        into.Allow(
            op is FlbReference { Verb: Verb.FlbGetOutgoing or Verb.FlbGetIncoming } got
                ? Outcome.Success(Field.Value, ObjectOf(kernel.Flb(got.Flb)!, got.Verb))
                : Outcome.Ok,
            next
        );
    }

    /// <summary>Each answer tells which callbacks there were; they belong to the kernel in which the operation began.</summary>
    private static void AddTraces(Expectation into)
    {
        for (int i = 0; i < into.Count; i++)
        {
            if (into[i].Next.Kernel is { IsTraceOpen: true })
            {
                into.OpenTrace(i);
            }
            else if (into[i].Next.Kernel is { Trace.IsEmpty: false } kernel)
            {
                into.Add(i, new FieldValue(Field.Trace, kernel.Trace.ToValue()));
            }
        }

        for (int i = 0; i < into.Count; i++)
        {
            if (into[i].Next.Kernel is { } kernel && (kernel.IsTraceOpen || !kernel.Trace.IsEmpty))
            {
                kernel.Trace.Clear();
                kernel.IsTraceOpen = false;
            }
        }
    }

    private static Errno Register(ModelState next, RegisterHandler op, Expectation into)
    {
        into.Exercise(Clauses.LuoFile17);
        if (!next.IsLuoEnabled)
        {
            return Errno.EOPNOTSUPP;
        }

        if ((op.Without & Mandatory) != HandlerCallbacks.None)
        {
            return Errno.EINVAL;
        }

        KernelState kernel = next.Kernel!;
        if (kernel.Handler(op.Compatible) is not null || op.Compatible.Span.SequenceEqual("memfd-v2"u8))
        {
            return Errno.EEXIST;
        }

        kernel.Add(new ModelHandler(op));
        kernel.IsTraced = true;
        return Errno.None;
    }

    private static Errno Unregister(ModelState next, Handle handle)
    {
        KernelState kernel = next.Kernel!;
        if (kernel.Handler(handle) is not { } handler)
        {
            return Errno.EBADF;
        }

        if (!handler.IsRegistered)
        {
            return Errno.EINVAL;
        }

        if (HasFiles(next, handle) || handler.Flbs.Any(flb => kernel.Flb(flb)!.IsInUse))
        {
            return Errno.EBUSY;
        }

        for (int i = handler.Links.Count - 1; i >= 0; i--)
        {
            Unlink(kernel, handler, handler.Links[i]);
        }

        handler.IsRegistered = false;
        return Errno.None;
    }

    private static Errno Script(KernelState kernel, ScriptHandler op)
    {
        if (kernel.Handler(op.Handler) is not { } handler || (!op.Ask.IsNone && kernel.Flb(op.Ask) is null))
        {
            return Errno.EBADF;
        }

        if (op.On == HandlerCallbacks.GetId)
        {
            return Errno.EINVAL;
        }

        handler.Set(
            op.On,
            new ModelScript
            {
                Fail = op.Fail,
                Data = op.Data,
                Nth = op.Nth,
                Ask = op.Ask,
            }
        );
        return Errno.None;
    }

    private static Errno Script(KernelState kernel, ScriptFlb op)
    {
        if (kernel.Flb(op.Flb) is not { } flb)
        {
            return Errno.EBADF;
        }

        flb.Set(
            op.On,
            new ModelScript
            {
                Fail = op.Fail,
                Data = op.Data,
                Object = op.Object,
                Nth = op.Nth,
            }
        );
        return Errno.None;
    }

    private static void Make(ModelState state, CreateHandlerFile op, Expectation into)
    {
        OpenFile? needed = op.Needs.IsNone ? null : state.OpenFileOf(op.Needs);
        if (!op.Needs.IsNone && needed is not { PathOnly: false })
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        if (!state.HasFreeDescriptors(1))
        {
            into.Refuse(Errno.EMFILE, state);
            return;
        }

        ModelState next = state.Copy();
        var open = new OpenFile
        {
            Id = next.NewId(),
            Kind = OpenFileKind.Special,
            Scripted = new ScriptedFile
            {
                Kind = op.Kind,
                Value = op.Value,
                Object = op.Object,
                HasNeed = needed is not null,
                NeededOpenFileId = needed?.Id ?? 0,
                NeededMemoryFileId = needed?.MemoryFileId ?? 0,
                NeededValue = needed?.Scripted?.Value,
            },
        };
        next.Add(open);
        next.Bind(op.Result, open, closeOnExec: false);
        into.Allow(Outcome.Ok, next);
    }

    private static void Value(ModelState state, Handle handle, Expectation into)
    {
        switch (state.OpenFileOf(handle))
        {
            case null or { PathOnly: true }:
                into.Refuse(Errno.EBADF, state);
                break;
            case { Scripted: { } file }:
                into.Exercise(Clauses.LuoFile32);
                into.Allow(Outcome.Success(Field.Value, file.Value), state);
                break;
            default:
                into.Refuse(Errno.EINVAL, state);
                break;
        }
    }

    private static void List(ModelState state, Handle handle, Expectation into)
    {
        if (state.Kernel?.Handler(handle) is not { } handler)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        if (!handler.IsRegistered)
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        if (state.Kernel.HasOpenFailed)
        {
            into.Refuse(Errno.EIO, state);
            return;
        }

        into.Exercise(Clauses.LuoFile29);
        var files = new List<string>();
        foreach (ModelSession session in state.IncomingSessions)
        {
            foreach (ModelFile file in session.Files)
            {
                if (file.Handled is { } handled && handled.Compatible.Equals(handler.Compatible))
                {
                    files.Add($"{PlainText.Of(session.Name)}/0x{file.Token:x}/0x{handled.Data:x}");
                }
            }
        }

        into.Allow(Outcome.Success(Field.Files, ByteString.Of(string.Join(',', files))), state);
    }

    /// <summary>Whether a handler has files: preserved here, or read from the image and not finished.</summary>
    private static bool HasFiles(ModelState state, Handle handler) =>
        state.Kernel!.HasOpenFailed || HasPreserved(state, handler) || HasFiles(state.IncomingSessions, handler);

    private static bool HasPreserved(ModelState state, Handle handler) => HasFiles(state.OutgoingSessions, handler);

    private static bool HasFiles(ReadOnlySpan<ModelSession> sessions, Handle handler)
    {
        foreach (ModelSession session in sessions)
        {
            if (Array.Exists(session.FileArray, file => file.Handled is { } handled && handled.Handler == handler))
            {
                return true;
            }
        }

        return false;
    }
}
