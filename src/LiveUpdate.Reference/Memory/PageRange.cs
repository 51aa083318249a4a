namespace LiveUpdate.Reference;

/// <summary>A range of pages.</summary>
/// <param name="Start">The first page frame number.</param>
/// <param name="End">One past the last.</param>
public readonly record struct PageRange(int Start, int End) : IComparable<PageRange>
{
    /// <summary>Orders ranges by their start.</summary>
    /// <param name="other">The other range.</param>
    public int CompareTo(PageRange other) => Start.CompareTo(other.Start);

    /// <summary>Whether one range starts before another.</summary>
    /// <param name="left">A range.</param>
    /// <param name="right">A range.</param>
    public static bool operator <(PageRange left, PageRange right) => left.Start < right.Start;

    /// <summary>Whether one range starts after another.</summary>
    /// <param name="left">A range.</param>
    /// <param name="right">A range.</param>
    public static bool operator >(PageRange left, PageRange right) => left.Start > right.Start;

    /// <summary>Whether one range does not start after another.</summary>
    /// <param name="left">A range.</param>
    /// <param name="right">A range.</param>
    public static bool operator <=(PageRange left, PageRange right) => left.Start <= right.Start;

    /// <summary>Whether one range does not start before another.</summary>
    /// <param name="left">A range.</param>
    /// <param name="right">A range.</param>
    public static bool operator >=(PageRange left, PageRange right) => left.Start >= right.Start;
}
