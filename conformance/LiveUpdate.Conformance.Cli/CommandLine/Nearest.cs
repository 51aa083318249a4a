namespace LiveUpdate.Conformance.Cli;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary><c>did you mean 'x'? </c> when one of the candidates is near enough, else nothing.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="candidates">What there is.</param>
    public static string Hint(string text, IEnumerable<string> candidates)
    {
        string? best = candidates.MinBy(candidate => Distance(text, candidate));
        bool near = best is not null && Distance(text, best) <= Math.Max(1, (text.Length + 1) / 3);
        return near ? $"did you mean '{best}'? " : string.Empty;
    }

    /// <summary>The least number of insertions, deletions and replacements between two words, case ignored.</summary>
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int same = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1;
                int here = Math.Min(diagonal + same, 1 + Math.Min(row[j], row[j - 1]));
                diagonal = row[j];
                row[j] = here;
            }
        }

        return row[to.Length];
    }
}
