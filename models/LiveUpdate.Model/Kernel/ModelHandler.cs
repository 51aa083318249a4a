using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>A file handler whose callbacks are scripted.</summary>
public sealed class ModelHandler
{
    private readonly ModelScript?[] _scripts;
    private readonly List<Handle> _flbs;

    internal ModelHandler(RegisterHandler register)
    {
        Handle = register.Result;
        Compatible = register.Compatible;
        Kinds = register.Kinds;
        Without = register.Without;
        _scripts = new ModelScript?[11];
        _flbs = [];
    }

    private ModelHandler(ModelHandler other)
    {
        Handle = other.Handle;
        Compatible = other.Compatible;
        Kinds = other.Kinds;
        Without = other.Without;
        IsRegistered = other.IsRegistered;
        _scripts = [.. other._scripts];
        _flbs = [.. other._flbs];
    }

    /// <summary>Its handle.</summary>
    public Handle Handle { get; }

    /// <summary>Its string in the image.</summary>
    public ByteString Compatible { get; }

    /// <summary>The kinds of file that it takes, one bit each.</summary>
    public ulong Kinds { get; }

    /// <summary>The callbacks that it does not have.</summary>
    public HandlerCallbacks Without { get; }

    /// <summary>Whether it is in the list still.</summary>
    public bool IsRegistered { get; internal set; } = true;

    /// <summary>The FLBs that its files depend on, in the order of their registration with it.</summary>
    public IReadOnlyList<Handle> Flbs => _flbs;

    internal List<Handle> Links => _flbs;

    internal ModelHandler Clone() => new(this);

    internal bool Has(HandlerCallbacks callback) => (Without & callback) == HandlerCallbacks.None;

    /// <summary>Whether a program has said what a callback does.</summary>
    /// <param name="callback">The callback.</param>
    public bool IsScripted(HandlerCallbacks callback) => _scripts[IndexOf(callback)] is not null;

    /// <summary>What a program has said that a callback does, or <see langword="null"/>.</summary>
    /// <param name="callback">The callback.</param>
    public ModelScript? ScriptOf(HandlerCallbacks callback) => _scripts[IndexOf(callback)];

    internal void Set(HandlerCallbacks callback, ModelScript script) => _scripts[IndexOf(callback)] = script;

    internal ModelScript Call(HandlerCallbacks callback) => ModelScript.Call(_scripts, IndexOf(callback));

    private static int IndexOf(HandlerCallbacks callback) =>
        System.Numerics.BitOperations.TrailingZeroCount((uint)callback);
}
