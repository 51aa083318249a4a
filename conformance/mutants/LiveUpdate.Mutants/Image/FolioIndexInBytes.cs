using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Folios say where they belong in bytes and not in pages.</summary>
[Mutation("image-folio-index-in-bytes", "Folios say where they belong in bytes and not in pages.")]
[Breaks("MEMFD-12")]
[SeenInImage]
internal sealed class FolioIndexInBytes : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override FolioEntry EntryOf(int page, ulong index) =>
            FolioEntry.Of((ulong)page, FolioEntry.WrittenFlags, index << Memory.Geometry.PageShift);
    }
}
