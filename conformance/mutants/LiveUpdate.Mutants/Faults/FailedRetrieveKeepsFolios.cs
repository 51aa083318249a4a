using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A retrieve that fails half-way does not free the folios that are left.</summary>
[Mutation(
    "HM-04-failed-retrieve-keeps-folios",
    "A retrieve that fails half-way does not free the folios that are left.",
    History = "HM-04"
)]
[Breaks("MEMFD-14")]
[SeenInAccounts]
internal sealed class FailedRetrieveKeepsFolios : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override void DiscardFolios(VmallocArea array, ulong first, ulong end)
        {
            if (first == 0)
            {
                base.DiscardFolios(array, first, end);
            }
        }
    }
}
