using System.Collections.Concurrent;

namespace LiveUpdate.Contract;

/// <summary>The name of one clause of the contract, such as <c>LUO-SESS-07</c>.</summary>
/// <remarks>
/// The literal string is what people search for; the <see cref="Index"/> is a small number for counting in arrays. An
/// index holds inside one process only and never leaves it.
/// </remarks>
public readonly record struct ClauseId
{
    private static readonly ConcurrentDictionary<string, ClauseId> Known = new(StringComparer.Ordinal);
    private static readonly Lock Registering = new();
    private static string[] s_names = [string.Empty];

    private ClauseId(int index) => Index = index;

    /// <summary>No clause.</summary>
    public static ClauseId None => default;

    /// <summary>One more than the highest index given so far.</summary>
    public static int Count => Volatile.Read(ref s_names).Length;

    /// <summary>A small number, unique in this process; 0 is <see cref="None"/>.</summary>
    public int Index { get; }

    /// <summary>The clause of that name.</summary>
    /// <param name="name">The id as the specification spells it.</param>
    public static ClauseId Of(string name) => Known.TryGetValue(name, out ClauseId id) ? id : Register(name);

    /// <summary>The clause with that index.</summary>
    /// <param name="index">An index below <see cref="Count"/>.</param>
    public static ClauseId At(int index) => new(index);

    /// <summary>The id as the specification spells it.</summary>
    public override string ToString() => s_names[Index];

    private static ClauseId Register(string name)
    {
        lock (Registering)
        {
            if (Known.TryGetValue(name, out ClauseId id))
            {
                return id;
            }

            id = new ClauseId(s_names.Length);
            Volatile.Write(ref s_names, [.. s_names, name]);
            Known[name] = id;
            return id;
        }
    }
}
