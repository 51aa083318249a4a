using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A walk goes on when a callback tells it to stop.</summary>
[Mutation("kho-walk-goes-on", "A walk goes on when a callback tells it to stop.")]
[Breaks("KHO-RADIX-05")]
[SeenByProbe]
internal sealed class WalkGoesOn : Parts
{
    protected override PreservationTracker CreateTracker(PhysicalMemory memory, PageAllocator allocator) =>
        new Tracker(memory, allocator);

    private sealed class Tracker(PhysicalMemory memory, PageAllocator allocator)
        : PreservationTracker(memory, allocator)
    {
        protected override Errno Walk(ITrackerVisitor visitor)
        {
            _ = base.Walk(visitor);
            return Errno.None;
        }
    }
}
