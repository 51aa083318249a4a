using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Calls on the files of one session do not wait for each other.</summary>
[Mutation("race-session-not-locked", "Calls on the files of one session do not wait for each other.")]
[Breaks("LUO-RACE-05")]
[SeenInRaces]
internal sealed class SessionNotLocked : Parts
{
    protected override bool Takes(KernelLock name) => name is not KernelLock.Session;
}
