namespace LiveUpdate.Handover;

/// <summary>Reads the scratch array and judges it: alignment, and nothing preserved inside (KHO-SCR-01, luo-abi 8 rule 2).</summary>
internal static class ScratchWalk
{
    /// <summary>As many areas as Linux has at most: two, and one for each of 1024 nodes.</summary>
    private const ulong MaxRegions = 1026;

    public static void Run(ImageWalk walk)
    {
        ulong address = walk.Image.ScratchAddress;
        ulong count = Math.Min(walk.Image.ScratchLength / ScratchRegion.Size, MaxRegions);
        if (address == 0)
        {
            return;
        }

        walk.Ledger.Require(
            count is >= 3 and < MaxRegions,
            ImageRules.Scratch,
            address,
            "the scratch array has {0} areas: there is one low, one global and one for each node",
            count
        );
        Span<byte> bytes = stackalloc byte[ScratchRegion.Size];
        for (ulong i = 0; i < count; i++)
        {
            ulong at = address + i * ScratchRegion.Size;
            if (!walk.Image.TryRead(at, bytes))
            {
                walk.Ledger.Break(ImageRules.Scratch, at, "area {0} of the scratch array is not in the image", i);
                return;
            }

            ScratchRegion region = ScratchRegion.Read(bytes);
            walk.Builder?.AddScratch(region);
            walk.Scratch.Add(region);
            Region(walk, region, at);
        }

        Compare(walk, address);
    }

    /// <summary>The areas are those of the kernel before, and have the sizes that the first kernel was told.</summary>
    private static void Compare(ImageWalk walk, ulong at)
    {
        if (walk.Expectation?.Scratch is { } before)
        {
            walk.Ledger.Require(
                before.SequenceEqual(walk.Scratch),
                ImageRules.Scratch,
                at,
                "the scratch areas are others than those of the kernel before"
            );
        }

        if (walk.Expectation?.ScratchSizes is not { } sizes)
        {
            return;
        }

        for (int i = 0; i < walk.Scratch.Count; i++)
        {
            ulong asked = sizes[Math.Min(i, sizes.Count - 1)];
            walk.Ledger.Require(
                walk.Scratch[i].Length == ScratchRegion.LengthFor(asked, walk.Geometry.PageSize),
                ImageRules.ScratchSizes,
                at + (ulong)(i * ScratchRegion.Size),
                "a scratch area has 0x{0:x} bytes where the kernel was told 0x{1:x}",
                walk.Scratch[i].Length,
                asked
            );
        }
    }

    private static void Region(ImageWalk walk, ScratchRegion region, ulong at)
    {
        ulong unit = (ulong)walk.Geometry.PageSize << ScratchRegion.MaxPageOrder;
        walk.Ledger.Require(
            region.Address % unit == 0 && region.Length % unit == 0,
            ImageRules.Scratch,
            at,
            "the scratch area 0x{0:x} of 0x{1:x} bytes is not aligned to the largest block",
            region.Address,
            region.Length
        );
        if (region.Length == 0)
        {
            return;
        }

        // A block that reaches into the area starts in it, or is the last one that starts before it.
        TrackerIndex tracker = walk.Tracker;
        int first = walk.HasTracker ? tracker.FirstFrom(region.Address) : 0;
        for (int i = Math.Max(first - 1, 0); i < Math.Min(first + 1, tracker.Count); i++)
        {
            int shift = walk.Geometry.PageShift + tracker.Order(i);
            ulong length = shift < 64 ? 1UL << shift : ulong.MaxValue;
            walk.Ledger.Require(
                !region.Overlaps(tracker.Address(i), length),
                ImageRules.Consistency,
                tracker.Address(i),
                "a preserved block lies in the scratch area 0x{0:x} of 0x{1:x} bytes (rule 2)",
                region.Address,
                region.Length
            );
        }
    }
}
