using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The root of the tracker is recorded in it.</summary>
[Mutation("image-tracker-root-tracked", "The root of the tracker is recorded in it.")]
[Breaks("KHO-RADIX-08", "KHO-PRES-12")]
[SeenInImage]
internal sealed class TrackerRootTracked : Parts
{
    protected override PreservationTracker CreateTracker(PhysicalMemory memory, PageAllocator allocator) =>
        new Tracker(memory, allocator);

    private sealed class Tracker(PhysicalMemory memory, PageAllocator allocator)
        : PreservationTracker(memory, allocator)
    {
        protected override Errno Add(int page, int order)
        {
            _ = base.Add(RootPage, 0);
            return base.Add(page, order);
        }
    }
}
