using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A retrieved file has no seals, as in the first format.</summary>
[Mutation("memfd-seals-dropped", "A retrieved file has no seals, as in the first format.")]
[Breaks("MEMFD-10", "MEMFD-27")]
internal sealed class SealsDropped : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override uint RestoreSeals(in MemfdRecord record) => 0;
    }
}
