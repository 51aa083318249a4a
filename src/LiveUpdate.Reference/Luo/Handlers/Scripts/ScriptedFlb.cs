using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>An FLB whose callbacks do what a program says, and are noted.</summary>
internal sealed class ScriptedFlb : LifecycleBound
{
    private readonly ScriptedObjects _scripted;
    private readonly Handle _name;
    private readonly FlbCallbacks _without;
    private readonly Dictionary<FlbCallbacks, CallbackScript> _scripts = [];

    public ScriptedFlb(ScriptedObjects scripted, RegisterFlb register)
    {
        _scripted = scripted;
        _name = register.Result;
        _without = register.Without;
        Compatible = register.Compatible;
    }

    /// <inheritdoc/>
    public override ByteString Compatible { get; }

    /// <summary>How many references to the outgoing object the program has.</summary>
    public int OutgoingHeld { get; set; }

    /// <summary>How many references to the incoming object the program has.</summary>
    public int IncomingHeld { get; set; }

    public Handle Name => _name;

    /// <inheritdoc/>
    protected internal override bool IsComplete => _without == FlbCallbacks.None;

    /// <summary>The number that an object is, 0 for none.</summary>
    public static ulong NumberOf(object? made) => made is ulong number ? number : 0;

    public void Set(ScriptFlb script) =>
        _scripts[script.On] = new CallbackScript
        {
            Fail = script.Fail,
            Data = script.Data,
            Object = script.Object,
            Nth = script.Nth,
        };

    /// <inheritdoc/>
    protected internal override Errno Preserve(out ulong data, out object? made)
    {
        CallbackScript script = Call(FlbCallbacks.Preserve);
        data = script.Data ?? 0;
        made = Box(script.Object);
        _scripted.Trace.Add(
            _name,
            "preserve",
            string.Empty,
            script.Fail == Errno.None ? CallbackTrace.Of(data) : $"{script.Fail}"
        );
        return script.Fail;
    }

    /// <inheritdoc/>
    protected internal override void Unpreserve(ulong data, object? made)
    {
        _ = Call(FlbCallbacks.Unpreserve);
        _scripted.Trace.Add(_name, "unpreserve", $"{CallbackTrace.Of(data)}/{Text(made)}");
    }

    /// <inheritdoc/>
    protected internal override Errno Retrieve(ulong data, out object? made)
    {
        CallbackScript script = Call(FlbCallbacks.Retrieve);
        made = Box(script.Object);
        _scripted.Trace.Add(
            _name,
            "retrieve",
            CallbackTrace.Of(data),
            script.Fail == Errno.None ? Text(made) : $"{script.Fail}"
        );
        return script.Fail;
    }

    /// <inheritdoc/>
    protected internal override void Finish(object? made)
    {
        _ = Call(FlbCallbacks.Finish);
        _scripted.Trace.Add(_name, "finish", Text(made));
    }

    private static object? Box(ulong number) => number == 0 ? null : number;

    private static string Text(object? made) => CallbackTrace.Of(made is ulong number ? number : null);

    private CallbackScript Call(FlbCallbacks callback) =>
        _scripts.TryGetValue(callback, out CallbackScript? script) ? script.Call() : new CallbackScript();
}
