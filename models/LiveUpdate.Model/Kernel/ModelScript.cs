using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What a callback does, and how often it was called since that was said.</summary>
public sealed record ModelScript
{
    /// <summary>A callback that nothing was said about.</summary>
    internal static ModelScript Plain { get; } = new();

    /// <summary>The error that it returns.</summary>
    public Errno Fail { get; init; }

    /// <summary>The data that it hands over, or <see langword="null"/> for what it does by itself.</summary>
    public ulong? Data { get; init; }

    /// <summary>The object that it makes, 0 for none.</summary>
    public ulong Object { get; init; } = ScriptFlb.DefaultObject;

    /// <summary>Which call is meant, 0 for every one.</summary>
    public ulong Nth { get; init; }

    /// <summary>The FLB that it asks for.</summary>
    public Handle Ask { get; init; }

    /// <summary>The folio that a notifier preserves or unpreserves.</summary>
    public Handle Folio { get; init; }

    /// <summary>How often it was called.</summary>
    public ulong Calls { get; init; }

    /// <summary>Counts a call, and says what that call does.</summary>
    internal static ModelScript Call(ModelScript?[] scripts, int index)
    {
        if (scripts[index] is not { } script)
        {
            return Plain;
        }

        script = script with { Calls = script.Calls + 1 };
        scripts[index] = script;
        return script.Nth == 0 || script.Nth == script.Calls ? script : Plain;
    }
}
