using System.Numerics;

namespace LiveUpdate.Model;

/// <summary>Pairs of frame and order as keys, and the cut of a range into them (KHO-RADIX-01, KHO-PRES-02).</summary>
internal static class TrackerPairs
{
    /// <summary>The bits of a key that its leaf's bitmap takes, for pages of 4 KiB.</summary>
    public const int BitmapBits = 15;

    /// <summary>The bits of a key that each table takes.</summary>
    public const int TableBits = 9;

    /// <summary>The levels of the tree, the leaf's included.</summary>
    public const int Levels = 6;

    /// <summary>How many bits a key may have.</summary>
    public const int KeyWidth = 53;

    private const int PageShift = 12;

    /// <summary>The key of a pair.</summary>
    public static ulong Key(ulong frame, int order) => (1UL << (64 - PageShift - order)) | (frame >> order);

    /// <summary>The order of a pair.</summary>
    public static int Order(ulong key) => 64 - PageShift - BitOperations.Log2(key);

    /// <summary>The first frame of a pair.</summary>
    public static ulong Frame(ulong key) => (key ^ (1UL << BitOperations.Log2(key))) << Order(key);

    /// <summary>The keys of a range: each block is as large as its frame's alignment and the rest allow, and in one node.</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="count">How many.</param>
    /// <param name="borders">The frames at which another node begins, ascending.</param>
    public static List<ulong> Cut(ulong frame, ulong count, ReadOnlySpan<ulong> borders)
    {
        var keys = new List<ulong>();
        for (ulong end = frame + count; frame < end; )
        {
            int order = BitOperations.Log2(end - frame);
            order = frame == 0 ? order : Math.Min(order, BitOperations.TrailingZeroCount(frame));
            while (IsCrossed(borders, frame, frame + (1UL << order)))
            {
                order--;
            }

            keys.Add(Key(frame, order));
            frame += 1UL << order;
        }

        return keys;
    }

    private static bool IsCrossed(ReadOnlySpan<ulong> borders, ulong frame, ulong end)
    {
        foreach (ulong border in borders)
        {
            if (frame < border && border < end)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A sorted set with keys added.</summary>
    public static ulong[] With(ulong[] sorted, IReadOnlyList<ulong> added)
    {
        var all = new SortedSet<ulong>(sorted);
        all.UnionWith(added);
        return [.. all];
    }

    /// <summary>A sorted set with keys taken out.</summary>
    public static ulong[] Without(ulong[] sorted, IReadOnlyList<ulong> removed)
    {
        var gone = new HashSet<ulong>(removed);
        return [.. sorted.Where(key => !gone.Contains(key))];
    }
}
