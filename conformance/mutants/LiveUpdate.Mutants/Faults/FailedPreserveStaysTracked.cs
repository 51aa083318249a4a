using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A PRESERVE_FD that runs out of memory leaves folios in the tracker.</summary>
[Mutation("failed-preserve-stays-tracked", "A PRESERVE_FD that runs out of memory leaves folios in the tracker.")]
[Breaks("LUO-FILE-04")]
[SeenInAccounts]
internal sealed class FailedPreserveStaysTracked : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override void Untrack(MemoryFile memory, MemfdPreservation preservation)
        {
            if (Kernel.Faults.Hit is null)
            {
                base.Untrack(memory, preservation);
            }
        }
    }
}
