using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Files that end without being retrieved keep their last folio.</summary>
[Mutation("discarded-file-keeps-last-folio", "Files that end without being retrieved keep their last folio.")]
[Breaks("LUO-FILE-18")]
[SeenInAccounts]
internal sealed class DiscardedFileKeepsLastFolio : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override void DiscardFolios(VmallocArea array, ulong from, ulong to) =>
            base.DiscardFolios(array, from, to > from ? to - 1 : to);
    }
}
