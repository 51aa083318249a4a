using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Blocks at the start of a pair of pages are recorded as the pair.</summary>
[Mutation("image-order-too-high", "Blocks at the start of a pair of pages are recorded as the pair.")]
[Breaks("ABI-05", "KHO-RADIX-01", "KHO-RADIX-03")]
[SeenInImage]
internal sealed class OrderTooHigh : Parts
{
    protected override PreservationTracker CreateTracker(PhysicalMemory memory, PageAllocator allocator) =>
        new Tracker(memory, allocator);

    private sealed class Tracker(PhysicalMemory memory, PageAllocator allocator)
        : PreservationTracker(memory, allocator)
    {
        protected override Errno Add(int page, int order) => base.Add(page, (page & 1) == 0 ? order + 1 : order);

        protected override void Remove(int page, int order) => base.Remove(page, (page & 1) == 0 ? order + 1 : order);
    }
}
