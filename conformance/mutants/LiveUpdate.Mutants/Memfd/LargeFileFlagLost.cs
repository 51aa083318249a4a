using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A retrieved file does not say O_LARGEFILE.</summary>
[Mutation("memfd-largefile-lost", "A retrieved file does not say O_LARGEFILE.")]
[Breaks("MEMFD-11")]
internal sealed class LargeFileFlagLost : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override uint RestoreStatus(in MemfdRecord record) => OpenFile.ReadWrite;
    }
}
