using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Two retrievals of one session at once both succeed: checking and setting its retrieved flag are two steps.</summary>
[Mutation(
    "HL-19-race-session-retrieved-twice",
    "Two retrievals of one session at once both succeed: checking and setting its retrieved flag are two steps.",
    History = "HL-19"
)]
[Breaks("LUO-SESS-11")]
[SeenInRaces]
internal sealed class RetrievedSetLate : Parts
{
    protected override bool Takes(KernelLock name) => name is not KernelLock.Incoming;
}
