using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The seal against changes of the execute bits is not written.</summary>
[Mutation("image-exec-seal-forgotten", "The seal against changes of the execute bits is not written.")]
[Breaks("MEMFD-10")]
[SeenInImage]
internal sealed class SealsWithoutExec : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override uint SampleSeals(MemoryFile memory) => memory.Seals & 0x1F;
    }
}
