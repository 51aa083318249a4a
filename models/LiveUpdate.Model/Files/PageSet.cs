namespace LiveUpdate.Model;

/// <summary>A set of page numbers: which pages of a file are allocated.</summary>
/// <remarks>Immutable. Kept as ascending runs that do not touch.</remarks>
public sealed class PageSet
{
    private readonly (ulong Start, ulong End)[] _runs;

    private PageSet((ulong Start, ulong End)[] runs)
    {
        _runs = runs;
        foreach ((ulong start, ulong end) in runs)
        {
            Count += end - start;
        }
    }

    internal ReadOnlySpan<(ulong Start, ulong End)> Runs => _runs;

    /// <summary>No page.</summary>
    public static PageSet Empty { get; } = new([]);

    /// <summary>How many pages there are.</summary>
    public ulong Count { get; }

    /// <summary>The page behind the last one in the set, or 0.</summary>
    public ulong End => _runs.Length == 0 ? 0 : _runs[^1].End;

    /// <summary>Whether every page of a range is in the set.</summary>
    /// <param name="start">The first page.</param>
    /// <param name="end">The page behind the last one.</param>
    public bool ContainsAll(ulong start, ulong end)
    {
        if (start >= end)
        {
            return true;
        }

        foreach ((ulong from, ulong to) in _runs)
        {
            if (from <= start && to >= end)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The set with a range of pages in it.</summary>
    /// <param name="start">The first page.</param>
    /// <param name="end">The page behind the last one.</param>
    public PageSet With(ulong start, ulong end)
    {
        if (ContainsAll(start, end))
        {
            return this;
        }

        if (_runs.Length == 0)
        {
            return new PageSet([(start, end)]);
        }

        var result = new (ulong Start, ulong End)[_runs.Length + 1];
        int count = 0;
        bool placed = false;
        foreach ((ulong from, ulong to) in _runs)
        {
            if (to < start)
            {
                result[count++] = (from, to);
                continue;
            }

            if (from > end)
            {
                if (!placed)
                {
                    result[count++] = (start, end);
                    placed = true;
                }

                result[count++] = (from, to);
                continue;
            }

            start = Math.Min(start, from);
            end = Math.Max(end, to);
        }

        if (!placed)
        {
            result[count++] = (start, end);
        }

        return new PageSet(count == result.Length ? result : result[..count]);
    }

    /// <summary>The set without a range of pages.</summary>
    /// <param name="start">The first page.</param>
    /// <param name="end">The page behind the last one.</param>
    public PageSet Without(ulong start, ulong end)
    {
        if (start >= end || start >= End)
        {
            return this;
        }

        var result = new (ulong Start, ulong End)[_runs.Length + 1];
        int count = 0;
        foreach ((ulong from, ulong to) in _runs)
        {
            if (from < Math.Min(to, start))
            {
                result[count++] = (from, Math.Min(to, start));
            }

            if (to > Math.Max(from, end))
            {
                result[count++] = (Math.Max(from, end), to);
            }
        }

        return count == 0 ? Empty : new PageSet(count == result.Length ? result : result[..count]);
    }

    /// <summary>The pages as text: <c>0-3,8-9</c>, or <c>none</c>.</summary>
    public override string ToString() =>
        _runs.Length == 0 ? "none" : string.Join(',', _runs.Select(static r => $"{r.Start}-{r.End - 1}"));
}
