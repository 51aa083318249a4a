using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Pages that were allocated and never written are handed over as they are, with what was in them.</summary>
[Mutation(
    "HM-01-untouched-pages-stale",
    "Pages that were allocated and never written are handed over as they are, with what was in them.",
    History = "HM-01"
)]
[Breaks("MEMFD-05", "MEMFD-06")]
internal sealed class UntouchedPagesStale : Parts
{
    protected override MemoryFile CreateMemoryFile(Kernel kernel, ByteString name, uint mode, uint seals) =>
        new File(kernel, name, mode, seals);

    private sealed class File(Kernel kernel, ByteString name, uint mode, uint seals)
        : MemoryFile(kernel, name, mode, seals)
    {
        protected override void ZeroFill(int page)
        {
            // Only PRESERVE_FD brings pages of a frozen file up to date.
            if (!IsFrozen)
            {
                base.ZeroFill(page);
            }
        }
    }
}
