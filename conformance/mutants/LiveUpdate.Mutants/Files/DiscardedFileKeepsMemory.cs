using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>FINISH and close forget about files that were never retrieved, so that their memory stays taken.</summary>
[Mutation(
    "HM-16-discarded-file-keeps-memory",
    "FINISH and close forget about files that were never retrieved, so that their memory stays taken.",
    History = "HM-16"
)]
[Breaks("LUO-FILE-18")]
[SeenInAccounts]
internal sealed class DiscardedFileKeepsMemory : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override void Finish(int status, OpenFile? file, ulong data)
        {
            // Whatever status says.
        }
    }
}
