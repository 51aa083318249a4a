using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What a handle of the probe in the kernel stands for: memory of this kernel, or an address from an earlier one.</summary>
public sealed record ProbeObject
{
    /// <summary>The handle.</summary>
    public required Handle Handle { get; init; }

    /// <summary>What it is.</summary>
    public required ProbeObjectKind Kind { get; init; }

    /// <summary>Whether the memory belongs to the probe in this kernel; if not, only its address is known.</summary>
    public bool IsLive { get; init; } = true;

    /// <summary>Whether the contract leaves open what is behind it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Its page frames, in the order of its contents.</summary>
    public IReadOnlyList<FrameRun> Frames { get; init; } = [];

    /// <summary>How many pages it has.</summary>
    public ulong PageCount { get; init; }

    /// <summary>The order of the folio, or of an area's groups.</summary>
    public int Order { get; init; }

    /// <summary>Its contents.</summary>
    public FileContents Contents { get; init; } = FileContents.Empty;

    /// <summary>Whether it was restored in this kernel.</summary>
    public bool IsRestored { get; init; }

    /// <summary>Whether it was allocated and preserved in one call, and is therefore zeroed (KHO-PRES-08).</summary>
    public bool WasAllocatedPreserved { get; init; }

    /// <summary>Whether a key that is too wide was offered to the tree.</summary>
    public bool SawWideKey { get; init; }

    /// <summary>What became of it at the last jump.</summary>
    public KernelFate Fate { get; init; }

    /// <summary>Whether all of it was preserved at the last jump.</summary>
    public bool WasWhollyPreserved { get; init; }

    /// <summary>Whether a pair of its memory was taken out of the tracker in this kernel.</summary>
    public bool WasUnpreserved { get; init; }

    /// <summary>Whether a pair was taken out that shared pages with another one, which stayed (KHO-PRES-05).</summary>
    public bool WasPartlyUnpreserved { get; init; }

    /// <summary>Whether it was preserved when the image was loaded already.</summary>
    public bool PreservedAfterLoad { get; init; }

    /// <summary>Whether a notifier has preserved it when it was told that the handover is completed.</summary>
    public bool PreservedInCallback { get; init; }

    /// <summary>Whether a notifier has taken it out when it was told that the handover does not happen.</summary>
    public bool UnpreservedInCallback { get; init; }

    /// <summary>Whether it waits as a whole to be restored: an area or a block set that was handed over.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>Whether it may be the blob of a subtree: one was added when it was open whether that works.</summary>
    public bool IsPerhapsBlob { get; init; }

    /// <summary>Whether it is an area that user space can map.</summary>
    public bool IsUser { get; init; }

    /// <summary>The chunks of an area's descriptor, or <see langword="null"/> while it has none.</summary>
    public IReadOnlyList<FrameRun>? Chunks { get; init; }

    /// <summary>The size of an entry of a block set, in bytes.</summary>
    public int EntrySize { get; init; }

    /// <summary>How many entries a block set holds.</summary>
    public int Written { get; init; }

    /// <summary>The fill value of a block set's entries.</summary>
    public byte Fill { get; init; }

    /// <summary>The keys of a tree, ascending.</summary>
    public IReadOnlyList<ulong> Keys { get; init; } = [];

    /// <summary>The leaves of a tree, each as the part of a key above its bitmap, ascending.</summary>
    public IReadOnlyList<ulong> Leaves { get; init; } = [];

    /// <summary>The number of a page's frame.</summary>
    /// <param name="page">The page's place in the object, below <see cref="PageCount"/>.</param>
    public ulong FrameAt(ulong page)
    {
        foreach (FrameRun run in Frames)
        {
            if (page < run.Count)
            {
                return run.Start + page;
            }

            page -= run.Count;
        }

        throw new ArgumentOutOfRangeException(nameof(page), page, "behind the object");
    }

    /// <summary>Whether the object, or the chunks that describe it, have a frame in common with a run.</summary>
    /// <param name="run">The run.</param>
    public bool Touches(FrameRun run) =>
        Frames.Any(own => own.Overlaps(run)) || (Chunks is not null && Chunks.Any(own => own.Overlaps(run)));
}
