using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>What one callback does.</summary>
internal sealed class CallbackScript
{
    private static readonly CallbackScript Plain = new();
    private ulong _calls;

    /// <summary>The error that it returns.</summary>
    public Errno Fail { get; init; }

    /// <summary>The data that it hands over, or <see langword="null"/> for what it does by itself.</summary>
    public ulong? Data { get; init; }

    /// <summary>The object that it makes, 0 for none.</summary>
    public ulong Object { get; init; } = ScriptFlb.DefaultObject;

    /// <summary>Which call is meant, 0 for every one.</summary>
    public ulong Nth { get; init; }

    /// <summary>The FLB that it asks for, or <see langword="null"/>.</summary>
    public ScriptedFlb? Ask { get; init; }

    /// <summary>The folio that a notifier preserves or unpreserves.</summary>
    public Handle Folio { get; init; }

    /// <summary>Counts a call.</summary>
    /// <returns>What this call does.</returns>
    public CallbackScript Call()
    {
        _calls++;
        return Nth == 0 || Nth == _calls ? this : Plain;
    }
}
