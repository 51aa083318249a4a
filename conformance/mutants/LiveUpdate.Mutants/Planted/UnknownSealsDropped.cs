using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Seals in the image that nobody knows are dropped.</summary>
[Mutation("planted-unknown-seals-dropped", "Seals in the image that nobody knows are dropped.")]
[Breaks("MEMFD-15")]
[SeenWhenPlanted]
internal sealed class UnknownSealsDropped : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override bool KnowsSeals(uint seals) => true;

        protected override uint RestoreSeals(in MemfdRecord record) => record.Seals & MemfdRecord.KnownSeals;
    }
}
