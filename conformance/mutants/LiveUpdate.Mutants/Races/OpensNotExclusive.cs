using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Two opens at once both find the device closed: looking and setting the flag are two steps.</summary>
[Mutation(
    "race-opens-not-exclusive",
    "Two opens at once both find the device closed: looking and setting the flag are two steps."
)]
[Breaks("LUO-RACE-02")]
[SeenInRaces]
internal sealed class OpensNotExclusive : Parts
{
    protected override bool Takes(KernelLock name) => name is not KernelLock.Device;
}
