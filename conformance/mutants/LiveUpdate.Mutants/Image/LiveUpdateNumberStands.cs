using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Every live update of a chain is called the first.</summary>
[Mutation("image-live-update-number-stands", "Every live update of a chain is called the first.")]
[Breaks("LUO-BOOT-02")]
[SeenInImage]
internal sealed class LiveUpdateNumberStands : Parts
{
    protected override ulong NumberAfter(ulong incoming) => 1;
}
