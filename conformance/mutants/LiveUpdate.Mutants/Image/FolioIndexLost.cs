using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Folios do not say where in the file they belong.</summary>
[Mutation("HM-15-folio-index-lost", "Folios do not say where in the file they belong.", History = "HM-15")]
[Breaks("MEMFD-12")]
[SeenInImage]
internal sealed class FolioIndexLost : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override FolioEntry EntryOf(int page, ulong index) =>
            FolioEntry.Of((ulong)page, FolioEntry.WrittenFlags, 0);
    }
}
