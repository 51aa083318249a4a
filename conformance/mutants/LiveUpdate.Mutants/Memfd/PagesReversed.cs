using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The index of a page in its file is lost: the pages come back in reverse order.</summary>
[Mutation(
    "HM-15-pages-reversed",
    "The index of a page in its file is lost: the pages come back in reverse order.",
    History = "HM-15"
)]
[Breaks("MEMFD-02", "MEMFD-03", "MEMFD-17")]
internal sealed class PagesReversed : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        private ulong _pages;

        protected override Errno Track(MemoryFile memory, MemfdPreservation preservation)
        {
            _pages = preservation.PinnedPages;
            return base.Track(memory, preservation);
        }

        protected override FolioEntry EntryOf(int page, ulong index) => base.EntryOf(page, _pages - 1 - index);
    }
}
