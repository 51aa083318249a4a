using System.Numerics;
using System.Runtime.InteropServices;

namespace LiveUpdate.Handover;

/// <summary>Walks the tracker and judges it: keys, shape, overlaps (KHO-RADIX, luo-abi 8).</summary>
internal static class TrackerWalk
{
    /// <summary>Reads the tracker from its root into the walk's index.</summary>
    public static void Run(ImageWalk walk, ulong root)
    {
        int level = walk.Geometry.Levels - 1;
        if (!walk.TryLook(root, ImageRules.TrackerShape, "the root of the tracker", out ReadOnlySpan<byte> page))
        {
            return;
        }

        walk.TrackerNodes.Add(root);
        walk.Builder?.AddTrackerNode(level, root);
        walk.HasTracker = true;
        Table(walk, page, root, level, 0);
        walk.Tracker.Seal();
        walk.Ledger.Exercise(ImageRules.TrackerKeys, walk.Tracker.Count);
        walk.Ledger.Exercise(ImageRules.TrackerTree, walk.Tracker.Count);
        FindOverlaps(walk);
        CheckNodes(walk);
    }

    /// <summary>The nodes of the tracker are not preserved (KHO-RADIX-08).</summary>
    private static void CheckNodes(ImageWalk walk)
    {
        foreach (ulong address in CollectionsMarshal.AsSpan(walk.TrackerNodes))
        {
            bool isWithin = walk.Tracker.Find(address) < 0 && walk.Tracker.Covers(address, walk.Geometry);
            if (isWithin)
            {
                walk.Ledger.Break(
                    ImageRules.TrackerKeys,
                    address,
                    "an entry for the pages before reaches into a node of the tracker"
                );
            }

            walk.Ledger.Require(
                isWithin || !walk.Tracker.Covers(address, walk.Geometry),
                ImageRules.TrackerNodes,
                address,
                "a node of the tracker is itself preserved"
            );
        }
    }

    private static void Table(ImageWalk walk, ReadOnlySpan<byte> table, ulong address, int level, ulong prefix)
    {
        PageGeometry geometry = walk.Geometry;
        ReadOnlySpan<ulong> entries = MemoryMarshal.Cast<byte, ulong>(table[..geometry.PageSize]);
        for (int index = 0; index < entries.Length; index++)
        {
            int skip = entries[index..].IndexOfAnyExcept(0UL);
            if (skip < 0)
            {
                return;
            }

            index += skip;
            ulong child = TrackerNode.Entry(table, index);
            ulong part = TrackerKey.PartOf(geometry, level, index);
            if (part >> geometry.KeyWidth != 0)
            {
                walk.Ledger.Break(
                    ImageRules.TrackerKeys,
                    address + (ulong)(index * TrackerNode.EntrySize),
                    "entry {0} at level {1} leads to keys that are too wide",
                    (ulong)index,
                    (ulong)level
                );
                continue;
            }

            Child(walk, child, level - 1, prefix | part);
        }
    }

    private static void Child(ImageWalk walk, ulong address, int level, ulong prefix)
    {
        if (!walk.TryLook(address, ImageRules.TrackerTree, "a node of the tracker", out ReadOnlySpan<byte> page))
        {
            return;
        }

        walk.Ledger.Exercise(ImageRules.TrackerShape);
        walk.TrackerNodes.Add(address);
        walk.Builder?.AddTrackerNode(level, address);
        if (level > 0)
        {
            Table(walk, page, address, level, prefix);
        }
        else
        {
            Leaf(walk, page, address, prefix);
        }
    }

    private static void Leaf(ImageWalk walk, ReadOnlySpan<byte> leaf, ulong address, ulong prefix)
    {
        PageGeometry geometry = walk.Geometry;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(leaf[..geometry.PageSize]);
        for (int at = 0; at < words.Length; at++)
        {
            int skip = words[at..].IndexOfAnyExcept(0UL);
            if (skip < 0)
            {
                return;
            }

            at += skip;
            for (ulong word = words[at]; word != 0; word &= word - 1)
            {
                var key = new TrackerKey(prefix | (uint)(at * 64 + BitOperations.TrailingZeroCount(word)));
                if (!Entry(walk, key, address + (ulong)(at * 8)))
                {
                    return;
                }
            }
        }
    }

    private static bool Entry(ImageWalk walk, TrackerKey key, ulong where)
    {
        PageGeometry geometry = walk.Geometry;
        if (!key.Fits(geometry))
        {
            walk.Ledger.Break(ImageRules.TrackerKeys, where, "the key 0x{0:x} stands for no block", key.Value);
            return true;
        }

        if (walk.Tracker.Add(key.Address(geometry), key.Order(geometry)))
        {
            return true;
        }

        walk.Ledger.Break(
            ImageRules.TrackerTree,
            where,
            "there are more than {0} entries, which is all that this reader takes",
            TrackerIndex.MaxEntries
        );
        return false;
    }

    /// <summary>No two entries share a page (ABI-05, rule 6).</summary>
    private static void FindOverlaps(ImageWalk walk)
    {
        TrackerIndex tracker = walk.Tracker;
        int pageShift = walk.Geometry.PageShift;
        ulong end = 0;
        for (int i = 0; i < tracker.Count; i++)
        {
            // In units of 4 KiB, in which the end of the address space is no overflow.
            ulong start = tracker.Address(i) >> 12;
            if (start < end && walk.Expectation is not { MayShareMemory: true })
            {
                walk.Ledger.Break(
                    ImageRules.Consistency,
                    tracker.Address(i),
                    "the tracker's entry of order {0} overlaps the one before it (rule 6)",
                    (ulong)tracker.Order(i)
                );
            }

            end = Math.Max(end, start + (1UL << (tracker.Order(i) + pageShift - 12)));
        }

        walk.Ledger.Exercise(ImageRules.Consistency, tracker.Count);
    }
}
