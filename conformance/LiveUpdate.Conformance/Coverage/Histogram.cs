using System.Numerics;

namespace LiveUpdate.Conformance;

/// <summary>Counts numbers by their magnitude: 0, 1, 2–3, 4–7, 8–15 and so on.</summary>
public sealed class Histogram
{
    private readonly long[] _counts = new long[65];

    /// <summary>The bars from the first to the last that is not empty.</summary>
    public IReadOnlyList<HistogramBar> Bars
    {
        get
        {
            int first = Array.FindIndex(_counts, static count => count > 0);
            int last = Array.FindLastIndex(_counts, static count => count > 0);
            var bars = new List<HistogramBar>();
            for (int i = Math.Max(first, 0); i <= last; i++)
            {
                ulong from = i == 0 ? 0 : 1UL << (i - 1);
                bars.Add(new HistogramBar(from, i == 0 ? 0 : from + (from - 1), _counts[i]));
            }

            return bars;
        }
    }

    /// <summary>Counts a number.</summary>
    /// <param name="value">The number.</param>
    public void Add(ulong value) => _counts[64 - BitOperations.LeadingZeroCount(value)]++;

    /// <summary>Adds all that another histogram counted.</summary>
    /// <param name="other">The other histogram.</param>
    public void Merge(Histogram other)
    {
        for (int i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => Array.Clear(_counts);
}
