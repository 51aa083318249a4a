using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A PRESERVE_FD that runs out of memory does not drop the pins of the pages that it had come to.</summary>
[Mutation(
    "failed-preserve-keeps-pins",
    "A PRESERVE_FD that runs out of memory does not drop the pins of the pages that it had come to."
)]
[Breaks("LUO-FILE-04")]
[SeenInAccounts]
internal sealed class FailedPreserveKeepsPins : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override void Unpin(MemoryFile memory, MemfdPreservation preservation)
        {
            if (Kernel.Faults.Hit is null)
            {
                base.Unpin(memory, preservation);
            }
        }
    }
}
