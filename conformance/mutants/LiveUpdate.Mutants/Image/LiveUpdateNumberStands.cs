using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Every live update of a chain is called the first.</summary>
[Mutation(
    "HL-28-image-live-update-number-stands",
    "Every live update of a chain is called the first.",
    History = "HL-28"
)]
[Breaks("LUO-BOOT-02")]
[SeenInImage]
internal sealed class LiveUpdateNumberStands : Parts
{
    protected override ulong NumberAfter(ulong incoming) => 1;
}
