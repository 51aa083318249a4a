using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>A file handler whose callbacks do what a program says, and are noted.</summary>
internal sealed class ScriptedHandler : FileHandler
{
    private const HandlerCallbacks Mandatory =
        HandlerCallbacks.CanPreserve
        | HandlerCallbacks.Preserve
        | HandlerCallbacks.Unpreserve
        | HandlerCallbacks.Retrieve
        | HandlerCallbacks.Finish;

    private readonly Kernel _kernel;
    private readonly ScriptedObjects _scripted;
    private readonly Handle _name;
    private readonly ulong _kinds;
    private readonly HandlerCallbacks _without;
    private readonly Dictionary<HandlerCallbacks, CallbackScript> _scripts = [];

    public ScriptedHandler(Kernel kernel, ScriptedObjects scripted, RegisterHandler register)
    {
        _kernel = kernel;
        _scripted = scripted;
        _name = register.Result;
        _kinds = register.Kinds;
        _without = register.Without;
        Compatible = register.Compatible;
    }

    /// <inheritdoc/>
    public override ByteString Compatible { get; }

    /// <inheritdoc/>
    protected internal override bool IsComplete => (_without & Mandatory) == HandlerCallbacks.None;

    public void Set(ScriptHandler script, ScriptedFlb? ask) =>
        _scripts[script.On] = new CallbackScript
        {
            Fail = script.Fail,
            Data = script.Data,
            Nth = script.Nth,
            Ask = ask,
        };

    /// <inheritdoc/>
    protected internal override bool CanPreserve(OpenFile file)
    {
        CallbackScript script = Call(HandlerCallbacks.CanPreserve);
        bool takes =
            file.Scripted is { } scripted && (_kinds >> (int)scripted.Kind & 1) != 0 && script.Fail == Errno.None;
        Note("can_preserve", ValueOf(file), takes ? "1" : "0");
        return takes;
    }

    /// <inheritdoc/>
    protected internal override object GetId(OpenFile file) =>
        Has(HandlerCallbacks.GetId) && file.Scripted is { Object: not 0 } scripted
            ? _kernel.Scripts!.IdOf(scripted.Object)
            : file;

    /// <inheritdoc/>
    protected internal override Errno Preserve(OpenFile file, out ulong data, out object? state)
    {
        HandlerFile scripted = file.Scripted!;
        CallbackScript script = Call(HandlerCallbacks.Preserve);
        data = script.Data ?? scripted.Value;
        state = null;
        Errno error = CanFindNeeded(scripted) ? script.Fail : Errno.EINVAL;
        if (error == Errno.None)
        {
            state = new object();
            scripted.Private.Add(state);
        }

        Note("preserve", ValueOf(file), error == Errno.None ? CallbackTrace.Of(data) : $"{error}");
        return error;
    }

    /// <inheritdoc/>
    protected internal override void Unpreserve(OpenFile file, ulong data, object? state)
    {
        _ = Call(HandlerCallbacks.Unpreserve);
        Note("unpreserve", Arguments(file, data, state));
        if (state is not null)
        {
            file.Scripted!.Private.Remove(state);
        }
    }

    /// <inheritdoc/>
    protected internal override Errno Prepare(OpenFile file, ulong data, object? state)
    {
        if (!Has(HandlerCallbacks.Prepare))
        {
            return Errno.None;
        }

        Errno error = Call(HandlerCallbacks.Prepare).Fail;
        Note("prepare", Arguments(file, data, state), error == Errno.None ? "0" : $"{error}");
        return error;
    }

    /// <inheritdoc/>
    protected internal override void Cancel(OpenFile file, ulong data, object? state)
    {
        if (Has(HandlerCallbacks.Cancel))
        {
            _ = Call(HandlerCallbacks.Cancel);
            Note("cancel", Arguments(file, data, state));
        }
    }

    /// <inheritdoc/>
    protected internal override Errno Freeze(OpenFile file, ref ulong data, object? state)
    {
        if (!Has(HandlerCallbacks.Freeze))
        {
            return Errno.None;
        }

        CallbackScript script = Call(HandlerCallbacks.Freeze);
        string arguments = Arguments(file, data, state);
        data = script.Data ?? data;
        Note("freeze", arguments, script.Fail == Errno.None ? CallbackTrace.Of(data) : $"{script.Fail}");
        return script.Fail;
    }

    /// <inheritdoc/>
    protected internal override void Unfreeze(OpenFile file, ulong data, object? state)
    {
        if (Has(HandlerCallbacks.Unfreeze))
        {
            _ = Call(HandlerCallbacks.Unfreeze);
            Note("unfreeze", Arguments(file, data, state));
        }
    }

    /// <inheritdoc/>
    protected internal override Errno Retrieve(ulong data, out OpenFile? file)
    {
        CallbackScript script = Call(HandlerCallbacks.Retrieve);
        ulong kind = (ulong)
            System.Numerics.BitOperations.TrailingZeroCount(_kinds | 1UL << (int)CreateHandlerFile.MaxKind);
        file =
            script.Fail == Errno.None
                ? new OpenFile(OpenFileKind.Special, OpenFile.ReadWrite)
                {
                    Scripted = new HandlerFile(kind, data, 0, null),
                }
                : null;
        Note("retrieve", CallbackTrace.Of(data), script.Fail == Errno.None ? "0" : $"{script.Fail}");
        return script.Fail;
    }

    /// <inheritdoc/>
    protected internal override bool CanFinish(int status, OpenFile? file, ulong data)
    {
        if (!Has(HandlerCallbacks.CanFinish))
        {
            return true;
        }

        bool can = Call(HandlerCallbacks.CanFinish).Fail == Errno.None;
        Note("can_finish", Arguments(status, file, data), can ? "1" : "0");
        return can;
    }

    /// <inheritdoc/>
    protected internal override void Finish(int status, OpenFile? file, ulong data)
    {
        _ = Call(HandlerCallbacks.Finish);
        Note("finish", Arguments(status, file, data));
    }

    private static string ValueOf(OpenFile? file) => CallbackTrace.Of(file?.Scripted?.Value);

    private static string Arguments(OpenFile file, ulong data, object? state)
    {
        string lost = state is not null && file.Scripted!.Private.Contains(state) ? string.Empty : "/lost";
        return $"{ValueOf(file)}/{CallbackTrace.Of(data)}{lost}";
    }

    private static string Arguments(int status, OpenFile? file, ulong data)
    {
        string text = status < 0 ? $"{(Errno)(-status)}" : $"{status}";
        return $"{text}/{ValueOf(file)}/{CallbackTrace.Of(data)}";
    }

    private bool Has(HandlerCallbacks callback) => (_without & callback) == HandlerCallbacks.None;

    private void Note(string callback, string arguments, string? result = null)
    {
        // A callback takes its time.
        _kernel.Point();
        _scripted.Trace.Add(_name, callback, arguments, result);
    }

    private CallbackScript Call(HandlerCallbacks callback)
    {
        if (!_scripts.TryGetValue(callback, out CallbackScript? script))
        {
            return new CallbackScript();
        }

        script = script.Call();
        if (script.Ask is { } flb)
        {
            Ask(callback, flb);
        }

        return script;
    }

    /// <summary>A callback takes a reference to an FLB's object, notes the answer, and gives it back.</summary>
    private void Ask(HandlerCallbacks callback, ScriptedFlb flb)
    {
        LifecycleBoundRegistry flbs = _kernel.Luo!.Flbs;
        bool isIncoming =
            callback is HandlerCallbacks.Retrieve or HandlerCallbacks.CanFinish or HandlerCallbacks.Finish;
        Errno error = isIncoming ? flbs.GetIncoming(flb, out object? made) : flbs.GetOutgoing(flb, out made);
        Note(
            "ask",
            flb.Name.ToString(),
            error == Errno.None ? CallbackTrace.Of(ScriptedFlb.NumberOf(made)) : $"{error}"
        );
        if (error != Errno.None)
        {
            return;
        }

        if (isIncoming)
        {
            flbs.PutIncoming(flb);
        }
        else
        {
            flbs.PutOutgoing(flb);
        }
    }

    /// <summary>Asks LUO whether what the file depends on is preserved beside it (D3.9).</summary>
    private bool CanFindNeeded(HandlerFile file)
    {
        if (file.Needs is null)
        {
            return true;
        }

        bool isThere = _kernel.Luo!.IsPreservedBeside(file.Needs);
        Note("is_preserved", ValueOf(file.Needs), isThere ? "1" : "0");
        return isThere;
    }
}
