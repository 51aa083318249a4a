using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Unpreserving takes every order at that address out.</summary>
[Mutation("HK-23-all-orders-unpreserved", "Unpreserving takes every order at that address out.", History = "HK-23")]
[Breaks("KHO-PRES-05")]
[SeenByProbe]
internal sealed class AllOrdersUnpreserved : Parts
{
    protected override PreservationTracker CreateTracker(PhysicalMemory memory, PageAllocator allocator) =>
        new Tracker(memory, allocator);

    private sealed class Tracker(PhysicalMemory memory, PageAllocator allocator)
        : PreservationTracker(memory, allocator)
    {
        protected override void Remove(int page, int order)
        {
            for (int any = 0; any <= PageAllocator.MaxPageOrder; any++)
            {
                if (any <= System.Numerics.BitOperations.TrailingZeroCount(page))
                {
                    base.Remove(page, any);
                }
            }
        }
    }
}
