using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Two pages in the middle of a file of four or more change places.</summary>
[Mutation(
    "HM-15-neighbours-swapped",
    "Two pages in the middle of a file of four or more change places.",
    History = "HM-15"
)]
[Breaks("MEMFD-02", "MEMFD-03", "MEMFD-17")]
internal sealed class NeighboursSwapped : Parts
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

        protected override FolioEntry EntryOf(int page, ulong index) =>
            base.EntryOf(page, _pages >= 4 && index is 1 or 2 ? 3 - index : index);
    }
}
