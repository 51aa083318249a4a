using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>What one handle of the probe stands for: memory of this kernel, or what is remembered of memory of an earlier one.</summary>
internal sealed class ProbeObject
{
    public required ProbeObjectKind Kind { get; init; }

    /// <summary>Whether the memory is the probe's in this kernel.</summary>
    public bool IsLive { get; set; } = true;

    /// <summary>The frames, in the order of the contents; for a block set of an earlier kernel those of its chain.</summary>
    public int[] Frames { get; set; } = [];

    /// <summary>The order of an area's groups.</summary>
    public int Order { get; init; }

    /// <summary>The area of this kernel.</summary>
    public VmallocArea? Area { get; set; }

    /// <summary>The descriptor of an area, if it is preserved or was at the jump.</summary>
    public VmallocDescriptor? Descriptor { get; set; }

    /// <summary>The pages of the descriptor's chunks.</summary>
    public int[] Chunks { get; set; } = [];

    /// <summary>The block set of this kernel.</summary>
    public BlockSet? Blocks { get; set; }

    /// <summary>The size of a block set's entries.</summary>
    public int EntrySize { get; init; }

    /// <summary>The physical address of a chain's first block, 0 for none.</summary>
    public ulong Head { get; set; }

    /// <summary>Whether the chain of an earlier kernel was attached to a set already.</summary>
    public bool IsAttached { get; set; }

    /// <summary>Which of its pages waited to be restored when the kernel began; <see langword="null"/> in the kernel that made it.</summary>
    public int[]? Waiting { get; set; }

    /// <summary>The tree.</summary>
    public PreservationTracker? Tree { get; init; }
}
