using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Two preservations of one file at once both succeed: whether somebody owns it is looked up before it is taken.</summary>
[Mutation(
    "race-file-preserved-twice",
    "Two preservations of one file at once both succeed: whether somebody owns it is looked up before it is taken."
)]
[Breaks("LUO-RACE-03")]
[SeenInRaces]
internal sealed class OwnershipTakenLate : Parts
{
    protected override bool Takes(KernelLock name) => name is not KernelLock.Owned;
}
