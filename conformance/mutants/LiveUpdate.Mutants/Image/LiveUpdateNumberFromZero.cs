using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Live updates are counted from zero.</summary>
[Mutation("image-live-update-number-from-zero", "Live updates are counted from zero.")]
[Breaks("LUO-BOOT-02")]
[SeenInImage]
internal sealed class LiveUpdateNumberFromZero : Parts
{
    protected override ulong NumberAfter(ulong incoming) => incoming == 0 ? 0 : incoming + 1;
}
