using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A choice of clauses as people write it: <c>LUO-SESS-07</c>, <c>LUO-SESS-*</c>, or several with commas between.</summary>
/// <remarks>A star stands for any characters, also none, and may stand anywhere. Letters match in either case.</remarks>
public sealed class ClausePattern
{
    private readonly ImmutableArray<string> _parts;

    private ClausePattern(ImmutableArray<string> parts) => _parts = parts;

    /// <summary>Every clause.</summary>
    public static ClausePattern All { get; } = new(["*"]);

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="error">What is wrong, with file "pattern" and line 1.</param>
    /// <returns>Whether the text is a pattern.</returns>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out ClausePattern? pattern,
        [NotNullWhen(false)] out TextError? error
    )
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        int at = 0;
        foreach (string raw in text.Split(','))
        {
            string part = raw.Trim();
            int bad = part.AsSpan().IndexOfAnyExcept(Allowed);
            if (part.Length == 0 || bad >= 0)
            {
                string what = part.Length == 0 ? "an empty pattern" : $"'{part[bad]}' in a pattern";
                int column = at + 1 + (bad < 0 ? 0 : raw.IndexOf(part, StringComparison.Ordinal) + bad);
                error = new TextError(
                    "pattern",
                    1,
                    column,
                    $"{what}; write clause ids such as LUO-SESS-07 or LUO-SESS-*"
                );
                pattern = null;
                return false;
            }

            parts.Add(part.ToUpperInvariant());
            at += raw.Length + 1;
        }

        pattern = new ClausePattern(parts.ToImmutable());
        error = null;
        return true;
    }

    /// <summary>Whether a clause is chosen.</summary>
    /// <param name="id">The clause's id.</param>
    public bool Matches(ClauseId id)
    {
        string name = id.ToString();
        foreach (string part in _parts)
        {
            if (Matches(part, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pattern as it can be read again.</summary>
    public override string ToString() => string.Join(',', _parts);

    private static System.Buffers.SearchValues<char> Allowed { get; } =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.*");

    private static bool Matches(string pattern, string name)
    {
        // The usual greedy walk: on a mismatch let the last star swallow one character more.
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = n;
            }
            else if (p < pattern.Length && pattern[p] == name[n])
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }
}
