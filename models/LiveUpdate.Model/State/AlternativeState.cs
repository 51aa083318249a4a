using System.Collections.Immutable;

namespace LiveUpdate.Model;

/// <summary>What a recorded alternative keeps beyond Linux: a state of LUO, a finalize step, objects of the kernel.</summary>
public sealed record AlternativeState
{
    /// <summary>The state of a kernel that was handed nothing.</summary>
    public static AlternativeState Initial { get; } = new();

    /// <summary>The state of LUO.</summary>
    public LuoStage Stage { get; init; }

    /// <summary>Whether KHO was finalized by hand.</summary>
    public bool IsFinalized { get; init; }

    /// <summary>The objects for the next kernel.</summary>
    public ImmutableArray<KernelObject> Outgoing { get; init; } = [];

    /// <summary>The objects from the kernel before that nobody has taken.</summary>
    public ImmutableArray<KernelObject> Incoming { get; init; } = [];

    /// <summary>How far finalizing by hand has come in this kernel.</summary>
    public FinalizeFate Fate { get; init; }

    /// <summary>
    /// How far it had come in the kernel before when that jumped by an image which could have carried something, with LUO off;
    /// <see langword="null"/> in all other cases.
    /// </summary>
    public FinalizeFate? FateBefore { get; init; }
}
