using System.IO.Enumeration;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Chooses clauses by patterns such as <c>LUO-SESS-*,MEMFD-10</c>.</summary>
public sealed class ClauseFilter
{
    private readonly string[] _patterns;

    private ClauseFilter(string[] patterns) => _patterns = patterns;

    /// <summary>Chooses every clause.</summary>
    public static ClauseFilter All { get; } = new([]);

    /// <summary>Whether every clause is chosen.</summary>
    public bool IsAll => _patterns.Length == 0;

    /// <summary>Reads patterns: separated by commas, <c>*</c> for any characters, case ignored.</summary>
    /// <param name="text">The patterns; empty chooses every clause.</param>
    public static ClauseFilter Parse(string text)
    {
        string[] patterns = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return patterns.Length == 0 || Array.IndexOf(patterns, "*") >= 0 ? All : new ClauseFilter(patterns);
    }

    /// <summary>Whether a clause is chosen.</summary>
    /// <param name="clause">The clause.</param>
    public bool Includes(ClauseId clause) => Includes(clause.ToString());

    /// <summary>Whether a clause is chosen.</summary>
    /// <param name="clause">The clause's id.</param>
    public bool Includes(string clause)
    {
        foreach (string pattern in _patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, clause, ignoreCase: true))
            {
                return true;
            }
        }

        return IsAll;
    }

    /// <summary>The patterns, or <c>*</c>.</summary>
    public override string ToString() => IsAll ? "*" : string.Join(',', _patterns);
}
