using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>UNPRESERVE_FD does not keep other calls on the session out.</summary>
[Mutation(
    "race-unpreserved-unlocked",
    "UNPRESERVE_FD does not keep other calls on the session out.",
    Profile = "unpreserve-ordered"
)]
[Breaks("LUO-RACE-05")]
[SeenInRaces]
internal sealed class UnpreservedUnlocked : UnpreserveOrderedParts
{
    protected override OrderedUnpreservation CreateUnpreservation(Kernel kernel) => new Unlocked(kernel);

    private sealed class Unlocked(Kernel kernel) : OrderedUnpreservation(kernel)
    {
        protected override void Enter(Session session) { }

        protected override void Leave(Session session) { }
    }
}
