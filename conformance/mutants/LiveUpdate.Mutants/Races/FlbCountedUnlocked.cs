using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Files that begin to depend on an FLB at once both preserve it: looking at the count and counting are two steps.</summary>
[Mutation(
    "race-flb-counted-unlocked",
    "Files that begin to depend on an FLB at once both preserve it: looking at the count and counting are two steps."
)]
[Breaks("LUO-RACE-07")]
[SeenInRaces]
internal sealed class FlbCountedUnlocked : Parts
{
    protected override bool Takes(KernelLock name) => name is not KernelLock.Bound;
}
