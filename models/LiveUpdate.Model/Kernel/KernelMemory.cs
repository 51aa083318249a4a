using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What the contract knows of the probe in the kernel: its objects, its part of the tracker, and what was handed over to it.</summary>
/// <remarks>
/// Immutable. Which frames an object has is known from the answer that made it; the contract leaves the choice to the
/// implementation and holds it to it from then on.
/// </remarks>
public sealed record KernelMemory
{
    /// <summary>Nothing.</summary>
    public static KernelMemory Empty { get; } = new();

    /// <summary>The objects with a handle, in the order of their making.</summary>
    public IReadOnlyList<ProbeObject> Objects { get; init; } = [];

    /// <summary>The blocks that the kernel before handed over and nobody restored.</summary>
    public IReadOnlyList<HandedOverBlock> Incoming { get; init; } = [];

    /// <summary>The subtrees for the next kernel, in the order of their adding.</summary>
    public IReadOnlyList<KernelSubtree> Subtrees { get; init; } = [];

    /// <summary>The subtrees from the kernel before.</summary>
    public IReadOnlyList<KernelSubtree> IncomingSubtrees { get; init; } = [];

    /// <summary>The frames at which another node begins, ascending.</summary>
    internal ulong[] NodeBorders { get; init; } = [];

    /// <summary>The keys of the tracker that are the probe's, ascending.</summary>
    internal ulong[] Keys { get; init; } = [];

    /// <summary>Keys that were preserved again while they were recorded.</summary>
    internal ulong[] Doubled { get; init; } = [];

    /// <summary>The first frames of what was restored in this kernel.</summary>
    internal IReadOnlyList<ulong> Restored { get; init; } = [];

    /// <summary>Frames that nobody can give back before the next boot.</summary>
    internal IReadOnlyList<FrameRun> Lost { get; init; } = [];

    /// <summary>What has happened to the tracker since the last look.</summary>
    internal TrackerChange? Changes { get; init; }

    /// <summary>The most that subtrees took up when one more was still accepted in this kernel, in bytes.</summary>
    internal int RoomTaken { get; init; }

    /// <summary>The least that subtrees would have taken up when there was no room, in bytes.</summary>
    internal int RoomRefused { get; init; } = int.MaxValue;

    /// <summary>The frame where the model supposes the next memory, until an answer says otherwise.</summary>
    internal ulong NextFrame { get; init; } = 0x10000;

    /// <summary>Whether blocks in the tracker share pages.</summary>
    public bool HasOverlaps
    {
        get
        {
            FrameRun[] runs = [.. Keys.Select(RunOf).OrderBy(static run => run.Start)];
            for (int i = 1; i < runs.Length; i++)
            {
                if (runs[i].Overlaps(runs[i - 1]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether there is an object of which the contract leaves open what it is, so that much else is open as well.</summary>
    public bool HasOpen => Objects.Any(static one => one.IsOpen);

    /// <summary>How many keys of the tracker are the probe's, save those whose page is the blob of a subtree.</summary>
    public int CountUndescribedKeys() =>
        Keys.Length
        - Subtrees
            .Select(static subtree => subtree.Frame)
            .Distinct()
            .Count(frame => Keys.Any(key => TrackerPairs.Frame(key) == frame));

    /// <summary>The pages of an object, each with how many in a row, that can be restored in one call by the cut they were preserved with.</summary>
    /// <param name="one">The object.</param>
    public IReadOnlyList<(ulong At, ulong Count)> RestorableRanges(ProbeObject one)
    {
        var ranges = new List<(ulong At, ulong Count)>();
        HandedOverBlock[] blocks =
        [
            .. Incoming
                .Where(block => !block.IsOpen && one.Touches(new FrameRun(block.Run.Start, 1)))
                .OrderBy(static block => block.Run.Start),
        ];
        for (int i = 0; i < blocks.Length; )
        {
            int end = i + 1;
            while (end < blocks.Length && blocks[end].Run.Start == blocks[end - 1].Run.End)
            {
                end++;
            }

            ulong start = blocks[i].Run.Start;
            ulong count = blocks[end - 1].Run.End - start;
            ulong[] keys = [.. blocks[i..end].Select(static block => TrackerPairs.Key(block.Run.Start, block.Order))];
            bool isOneCut = Cut(start, count).SequenceEqual(keys);
            end = isOneCut ? end : i + 1;
            count = isOneCut ? count : blocks[i].Run.Count;
            if (one.Frames[0].Start <= start && start + count <= one.Frames[0].End)
            {
                ranges.Add((start - one.Frames[0].Start, count));
            }

            i = end;
        }

        return ranges;
    }

    /// <summary>The keys of a range of pages (KHO-PRES-02).</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="count">How many.</param>
    internal List<ulong> Cut(ulong frame, ulong count) => TrackerPairs.Cut(frame, count, NodeBorders);

    /// <summary>The pages of an object, each with how many, whose pairs share pages with another pair in the tracker.</summary>
    /// <param name="one">The object.</param>
    public IReadOnlyList<(ulong At, ulong Count)> OverlappingRanges(ProbeObject one) =>
        [
            .. Keys.Select(static (key, index) => (Run: RunOf(key), index))
                .Where(pair =>
                    one.Touches(pair.Run)
                    && Keys.Where((_, other) => other != pair.index).Any(other => RunOf(other).Overlaps(pair.Run))
                )
                .Select(pair => (pair.Run.Start - one.Frames[0].Start, pair.Run.Count)),
        ];

    /// <summary>Whether a pair of the tracker lies in an object.</summary>
    /// <param name="one">The object.</param>
    public bool IsRecorded(ProbeObject one) => Keys.Any(key => one.Touches(RunOf(key)));

    /// <summary>The object that a handle names, or <see langword="null"/>.</summary>
    /// <param name="handle">The handle.</param>
    public ProbeObject? Find(Handle handle)
    {
        foreach (ProbeObject one in Objects)
        {
            if (one.Handle == handle)
            {
                return one;
            }
        }

        return null;
    }

    /// <summary>Whether every frame of a run lies in one of some blocks that begin in it.</summary>
    internal static bool Covers(IEnumerable<FrameRun> blocks, FrameRun run)
    {
        ulong reached = run.Start;
        foreach (FrameRun block in blocks.Where(block => block.Start >= run.Start).OrderBy(static block => block.Start))
        {
            reached = block.Start <= reached ? Math.Max(reached, block.End) : reached;
        }

        return reached >= run.End;
    }

    internal static FrameRun RunOf(ulong key) => new(TrackerPairs.Frame(key), 1UL << TrackerPairs.Order(key));

    internal KernelMemory With(ProbeObject added) => this with { Objects = [.. Objects, added] };

    internal KernelMemory Without(Handle handle) => this with { Objects = [.. Objects.Where(o => o.Handle != handle)] };

    internal KernelMemory Replace(ProbeObject changed) =>
        this with
        {
            Objects = [.. Objects.Select(o => o.Handle == changed.Handle ? changed : o)],
        };

    internal KernelMemory Noting(ClauseId clause) => this with { Changes = TrackerChange.And(Changes, clause) };

    /// <summary>Frames that the model supposes for new memory, aligned for an order.</summary>
    internal FrameRun Suppose(ulong count, int order)
    {
        ulong start = (NextFrame + (1UL << order) - 1) >> order << order;
        return new FrameRun(start, count);
    }

    internal KernelMemory Supposing(IReadOnlyList<FrameRun> frames)
    {
        ulong next = NextFrame;
        foreach (FrameRun run in frames)
        {
            // Only what the model made up itself moves the next supposition.
            next = run.Start >= next && run.Start < next + (1UL << 16) ? run.End + 1 : next;
        }

        return this with
        {
            NextFrame = next,
        };
    }

    /// <summary>Whether frames are free for new memory, as far as the probe knows (KHO-REST-05).</summary>
    internal bool IsFree(IReadOnlyList<FrameRun> frames) =>
        frames.All(run =>
            !Objects.Any(o => (o.IsLive || o.IsWaiting) && o.Touches(run))
            && !Incoming.Any(block => block.Run.Overlaps(run))
            && !Lost.Any(lost => lost.Overlaps(run))
        );

    /// <summary>Whether frames are among those that wait to be restored.</summary>
    internal bool AreWaiting(IReadOnlyList<FrameRun> frames) =>
        frames.Any(run =>
            Incoming.Any(block => block.Run.Overlaps(run)) || Objects.Any(o => o.IsWaiting && o.Touches(run))
        );

    /// <summary>What the next kernel's probe knows.</summary>
    /// <param name="carries">Whether the jump hands anything over.</param>
    /// <param name="lost">What becomes of memory that is preserved when it does not.</param>
    internal KernelMemory Cross(bool carries, KernelFate lost = KernelFate.NotCarried) =>
        new()
        {
            NodeBorders = NodeBorders,
            Objects = [.. Objects.Where(Outlives).Select(o => Cross(o, carries, lost))],
            Incoming = carries ? CrossBlocks() : [],
            IncomingSubtrees = carries ? Subtrees : [],
            NextFrame = NextFrame,
            Changes = new TrackerChange(Clauses.KhoRest05, null),
        };

    /// <summary>
    /// Whether a handle goes on after a boot: that of memory of the kernel that ends does, and that of an address which was handed
    /// over and not touched goes on once more.
    /// </summary>
    private bool Outlives(ProbeObject one) =>
        one.Kind != ProbeObjectKind.Tree
        && (
            one.IsLive
            || one.IsOpen
            || (
                one is { Fate: KernelFate.HandedOver, WasWhollyPreserved: true }
                && !Restored.Any(frame => one.Touches(new FrameRun(frame, 1)))
                && (one.Kind is not (ProbeObjectKind.Area or ProbeObjectKind.Blocks) || one.IsWaiting)
            )
        );

    private ProbeObject Cross(ProbeObject before, bool carries, KernelFate lost)
    {
        bool isKept = before.Kind switch
        {
            ProbeObjectKind.Area => before.Chunks is not null,
            ProbeObjectKind.Blocks => before.Frames.Count > 0 && !before.IsRestored,
            _ => Keys.Any(key => before.Touches(RunOf(key))),
        };
        isKept &= before.IsLive;
        bool isWhole = before.Kind is ProbeObjectKind.Area or ProbeObjectKind.Blocks;
        KernelFate fate = before.IsLive
            ? isKept
                ? carries
                    ? KernelFate.HandedOver
                    : lost
                : before.WasUnpreserved
                    ? KernelFate.Undone
                    : KernelFate.None
            : before.Fate is KernelFate.HandedOver or KernelFate.NotRestored
                ? KernelFate.NotRestored
                : before.Fate;
        return before with
        {
            IsLive = false,
            IsRestored = false,
            IsWaiting = isWhole && isKept && carries,
            WasUnpreserved = false,
            IsOpen = before.IsOpen || Incoming.Any(block => block.IsOpen && before.Touches(block.Run)),
            Fate = fate,
            WasWhollyPreserved = isKept && (isWhole || Covers(Keys.Select(RunOf), before.Frames[0])),
        };
    }

    private List<HandedOverBlock> CrossBlocks()
    {
        var blocks = new List<HandedOverBlock>();
        foreach (ProbeObject one in Objects)
        {
            if (!one.IsLive || one.Kind is not (ProbeObjectKind.Folio or ProbeObjectKind.Pages))
            {
                continue;
            }

            foreach (ulong key in Keys)
            {
                FrameRun run = RunOf(key);
                if (one.Touches(run))
                {
                    ulong offset = (run.Start - one.Frames[0].Start) << 12;
                    blocks.Add(
                        new HandedOverBlock(run, TrackerPairs.Order(key), one.Contents, offset, SharesPages(key))
                    );
                }
            }
        }

        return blocks;
    }

    private bool SharesPages(ulong key) => Keys.Any(other => other != key && RunOf(other).Overlaps(RunOf(key)));
}
