using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A retrieve that fails before it comes to the contents does not free them.</summary>
[Mutation(
    "failed-retrieve-keeps-contents",
    "A retrieve that fails before it comes to the contents does not free them."
)]
[Breaks("MEMFD-14")]
[SeenInAccounts]
internal sealed class FailedRetrieveKeepsContents : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override void DiscardContents(in MemfdRecord record)
        {
            // Nobody else will.
        }
    }
}
