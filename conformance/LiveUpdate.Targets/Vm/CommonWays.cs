namespace LiveUpdate.Targets;

/// <summary>Finds few and short ways through kernels on which all programs can go together.</summary>
internal static class CommonWays
{
    /// <summary>
    /// The longest way that is put together, in kernels. Fewer ways mean fewer cold boots; more of them keep all machines busy
    /// to the end.
    /// </summary>
    private const int Longest = 20;

    /// <summary>Finds ways of which each given one is a part, so far as those are no longer than they may be.</summary>
    /// <param name="ways">The ways of programs, in the letters of <see cref="BatchExit.Letter"/>.</param>
    /// <remarks>The shortest ones are hard to find; joining, again and again, the two that have most in common does well.</remarks>
    public static List<string> Find(IEnumerable<string> ways)
    {
        var found = new List<string>();
        foreach (string way in ways.Distinct(StringComparer.Ordinal).OrderByDescending(static w => w.Length))
        {
            if (!found.Exists(longer => LastIndexOf(longer, way, longer.Length) >= 0))
            {
                found.Add(way);
            }
        }

        while (Closest(found) is { } pair)
        {
            string joined = found[pair.First] + found[pair.Second][pair.Common..];
            found.RemoveAll(way => LastIndexOf(joined, way, joined.Length) >= 0);
            found.Add(joined);
        }

        return found;
    }

    /// <summary>Where a way is part of another, beginning on a kernel with the device; -1 when it is not.</summary>
    /// <param name="way">The way.</param>
    /// <param name="part">What is looked for.</param>
    /// <param name="last">The last place to look at.</param>
    public static int LastIndexOf(string way, string part, int last)
    {
        for (int start = Math.Min(last, way.Length - part.Length); start >= 0; start--)
        {
            if (HasDevice(way, start) && string.CompareOrdinal(way, start, part, 0, part.Length) == 0)
            {
                return start;
            }
        }

        return -1;
    }

    /// <summary>Whether a way can go on with all of another, and is not too long for that.</summary>
    /// <param name="way">The way.</param>
    /// <param name="next">What would follow.</param>
    public static bool CanFollow(string way, string next) =>
        HasDevice(way, way.Length) && way.Length + next.Length <= Longest;

    private static bool HasDevice(string way, int round) =>
        round == 0 || way[round - 1] is BatchExit.Warm or BatchExit.Cold;

    private static (int First, int Second, int Common)? Closest(List<string> ways)
    {
        (int First, int Second, int Common)? best = null;
        for (int first = 0; first < ways.Count; first++)
        {
            for (int second = 0; second < ways.Count; second++)
            {
                if (
                    first != second
                    && Common(ways[first], ways[second]) is { } common
                    && ways[first].Length + ways[second].Length - common <= Longest
                    && (best is null || common > best.Value.Common)
                )
                {
                    best = (first, second, common);
                }
            }
        }

        return best;
    }

    /// <summary>How much of the end of one way is the beginning of another; <see langword="null"/> when that cannot follow at all.</summary>
    private static int? Common(string way, string next)
    {
        for (int start = Math.Max(0, way.Length - next.Length); start <= way.Length; start++)
        {
            if (HasDevice(way, start) && string.CompareOrdinal(way, start, next, 0, way.Length - start) == 0)
            {
                return way.Length - start;
            }
        }

        return null;
    }
}
