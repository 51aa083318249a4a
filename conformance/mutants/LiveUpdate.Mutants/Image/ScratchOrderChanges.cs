using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A kernel that KHO booted hands the areas of its scratch on in another order.</summary>
[Mutation(
    "image-scratch-order-changes",
    "A kernel that KHO booted hands the areas of its scratch on in another order."
)]
[Breaks("KHO-SCR-01")]
[SeenInImage]
internal sealed class ScratchOrderChanges : Parts
{
    protected override ScratchRegion[] ScratchAfter(ScratchRegion[] inherited)
    {
        inherited.AsSpan().Reverse();
        return inherited;
    }
}
