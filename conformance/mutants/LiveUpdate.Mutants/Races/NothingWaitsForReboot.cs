using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Nothing that changes sessions waits while a reboot serializes them.</summary>
[Mutation("race-nothing-waits-for-reboot", "Nothing that changes sessions waits while a reboot serializes them.")]
[Breaks("LUO-REBOOT-06")]
[SeenInRaces]
internal sealed class NothingWaitsForReboot : Parts
{
    protected override bool Takes(KernelLock name) => name is not KernelLock.Serialize;
}
