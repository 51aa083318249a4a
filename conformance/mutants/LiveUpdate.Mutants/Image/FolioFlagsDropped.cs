using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Folios are not marked as up to date.</summary>
[Mutation("HM-01-folio-flags-dropped", "Folios are not marked as up to date.", History = "HM-01")]
[Breaks("MEMFD-12")]
[SeenInImage]
internal sealed class FolioFlagsDropped : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override FolioEntry EntryOf(int page, ulong index) => FolioEntry.Of((ulong)page, 1, index);
    }
}
