using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Folios of a closed session stay in the tracker.</summary>
[Mutation("image-folios-stay-tracked", "Folios of a closed session stay in the tracker.")]
[Breaks("KHO-PRES-12", "ABI-05")]
[SeenInImage]
internal sealed class FoliosStayTracked : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override void Untrack(MemoryFile memory, MemfdPreservation preservation) { }
    }
}
