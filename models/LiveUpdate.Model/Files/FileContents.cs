using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What a file holds: ranges of fill patterns, and zeros between and behind them.</summary>
/// <remarks>Immutable. The cost follows the number of ranges, not of bytes.</remarks>
public sealed class FileContents
{
    private readonly Extent[] _extents;

    private FileContents(Extent[] extents) => _extents = extents;

    /// <summary>Zeros only.</summary>
    public static FileContents Empty { get; } = new([]);

    /// <summary>The ranges that were written, ascending, without overlap; neighbours have different fill values.</summary>
    public ReadOnlySpan<Extent> Extents => _extents;

    /// <summary>The contents with a range overwritten by a fill pattern.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="end">The byte behind the last one.</param>
    /// <param name="fill">The fill value.</param>
    public FileContents Write(ulong start, ulong end, byte fill) =>
        start >= end ? this : Splice(start, end, new Extent(start, end, fill), hasNew: true);

    /// <summary>The contents with a range zeroed.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="end">The byte behind the last one.</param>
    public FileContents Clear(ulong start, ulong end) =>
        start >= end || !Touches(start, end) ? this : Splice(start, end, default, hasNew: false);

    /// <summary>The contents of a range, moved to begin at 0.</summary>
    /// <param name="start">The first byte, a multiple of the unit in which patterns are constant.</param>
    /// <param name="end">The byte behind the last one.</param>
    public FileContents Slice(ulong start, ulong end)
    {
        FileContents slice = Empty;
        foreach (Extent extent in _extents)
        {
            // A pattern steps with every unit and once more with every 2^20 bytes, so a piece ends at both kinds of edge.
            for (ulong at = Math.Max(extent.Start, start); at < Math.Min(extent.End, end); )
            {
                ulong until = Math.Min(Math.Min(extent.End, end), NextEdge(at));
                until = Math.Min(until, start + NextEdge(at - start));
                byte fill = (byte)(FillPattern.At(extent.Fill, at) - FillPattern.At(0, at - start));
                slice = slice.Write(at - start, until - start, fill);
                at = until;
            }
        }

        return slice;
    }

    /// <summary>The byte at one offset.</summary>
    /// <param name="offset">The offset.</param>
    public byte At(ulong offset)
    {
        foreach (Extent extent in _extents)
        {
            if (offset < extent.End)
            {
                return offset >= extent.Start ? FillPattern.At(extent.Fill, offset) : (byte)0;
            }
        }

        return 0;
    }

    /// <summary>Appends the bytes of a range to a collection of runs.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="end">The byte behind the last one.</param>
    /// <param name="runs">Where to.</param>
    public void CopyTo(ulong start, ulong end, ContentRuns runs)
    {
        ulong at = start;
        foreach (Extent extent in _extents)
        {
            if (extent.End <= at)
            {
                continue;
            }

            if (extent.Start >= end)
            {
                break;
            }

            if (extent.Start > at)
            {
                runs.Add(0, extent.Start - at);
                at = extent.Start;
            }

            ulong until = Math.Min(extent.End, end);
            runs.AddPattern(extent.Fill, at, until - at);
            at = until;
        }

        if (at < end)
        {
            runs.Add(0, end - at);
        }
    }

    /// <summary>Whether every byte of a range was written.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="end">The byte behind the last one.</param>
    public bool Covers(ulong start, ulong end)
    {
        foreach (Extent extent in _extents)
        {
            if (extent.Start > start)
            {
                break;
            }

            start = Math.Max(start, extent.End);
        }

        return start >= end;
    }

    private static ulong NextEdge(ulong offset) => (offset | ((1UL << 20) - 1)) + 1;

    private bool Touches(ulong start, ulong end)
    {
        foreach (Extent extent in _extents)
        {
            if (extent.Start < end && extent.End > start)
            {
                return true;
            }
        }

        return false;
    }

    private FileContents Splice(ulong start, ulong end, Extent added, bool hasNew)
    {
        if (_extents.Length == 0)
        {
            return new FileContents([added]);
        }

        // Every old extent can leave a part on both sides only once, so two more than before is the most.
        var result = new Extent[_extents.Length + 2];
        int count = 0;
        bool placed = !hasNew;
        foreach (Extent extent in _extents)
        {
            if (extent.Start < start)
            {
                Append(result, ref count, extent with { End = Math.Min(extent.End, start) });
            }

            if (!placed && extent.End > start)
            {
                Append(result, ref count, added);
                placed = true;
            }

            if (extent.End > end)
            {
                Append(result, ref count, extent with { Start = Math.Max(extent.Start, end) });
            }
        }

        if (!placed)
        {
            Append(result, ref count, added);
        }

        return count == 0 ? Empty : new FileContents(count == result.Length ? result : result[..count]);
    }

    private static void Append(Extent[] to, ref int count, Extent extent)
    {
        if (count > 0 && to[count - 1].End == extent.Start && to[count - 1].Fill == extent.Fill)
        {
            to[count - 1] = to[count - 1] with { End = extent.End };
            return;
        }

        to[count++] = extent;
    }
}
