using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>An FLB whose callbacks are scripted (luo-model 6).</summary>
public sealed class ModelFlb
{
    private readonly ModelScript?[] _scripts;

    internal ModelFlb(RegisterFlb register)
    {
        Handle = register.Result;
        Compatible = register.Compatible;
        _scripts = new ModelScript?[4];
    }

    private ModelFlb(ModelFlb other)
    {
        Handle = other.Handle;
        Compatible = other.Compatible;
        OutgoingCount = other.OutgoingCount;
        OutgoingData = other.OutgoingData;
        OutgoingObject = other.OutgoingObject;
        OutgoingHeld = other.OutgoingHeld;
        IsLoaded = other.IsLoaded;
        IncomingCount = other.IncomingCount;
        IncomingData = other.IncomingData;
        IncomingObject = other.IncomingObject;
        IncomingHeld = other.IncomingHeld;
        IsRetrieved = other.IsRetrieved;
        RetrieveError = other.RetrieveError;
        IsFinished = other.IsFinished;
        _scripts = [.. other._scripts];
    }

    /// <summary>Its handle.</summary>
    public Handle Handle { get; }

    /// <summary>Its string in the image.</summary>
    public ByteString Compatible { get; }

    /// <summary>Preserved files that depend on it, and references that are out.</summary>
    public ulong OutgoingCount { get; internal set; }

    /// <summary>What the next kernel gets.</summary>
    public ulong OutgoingData { get; internal set; }

    /// <summary>The object for getters, 0 for none.</summary>
    public ulong OutgoingObject { get; internal set; }

    /// <summary>The program's own references to it.</summary>
    public int OutgoingHeld { get; internal set; }

    /// <summary>Whether its record was looked up.</summary>
    public bool IsLoaded { get; internal set; }

    /// <summary>Files that depended on it and are not finished, and references that are out.</summary>
    public ulong IncomingCount { get; internal set; }

    /// <summary>The data of its record.</summary>
    public ulong IncomingData { get; internal set; }

    /// <summary>The object that its retrieve made, 0 for none.</summary>
    public ulong IncomingObject { get; internal set; }

    /// <summary>The program's own references to it.</summary>
    public int IncomingHeld { get; internal set; }

    /// <summary>Whether its retrieve succeeded.</summary>
    public bool IsRetrieved { get; internal set; }

    /// <summary>The error of its retrieve.</summary>
    public Errno RetrieveError { get; internal set; }

    /// <summary>Whether it is finished.</summary>
    public bool IsFinished { get; internal set; }

    /// <summary>Whether anything depends on it, in either direction.</summary>
    internal bool IsInUse => OutgoingCount > 0 || IncomingCount > 0;

    /// <summary>Whether a program has said what any of its callbacks does.</summary>
    public bool IsScripted => Array.Exists(_scripts, static script => script is not null);

    internal ModelFlb Clone() => new(this);

    internal void Set(FlbCallbacks callback, ModelScript script) => _scripts[IndexOf(callback)] = script;

    internal ModelScript Call(FlbCallbacks callback) => ModelScript.Call(_scripts, IndexOf(callback));

    private static int IndexOf(FlbCallbacks callback) =>
        System.Numerics.BitOperations.TrailingZeroCount((uint)callback);
}
