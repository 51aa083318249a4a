using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The tracker is built with one level too few.</summary>
[Mutation("HK-04-tracker-level-missing", "The tracker is built with one level too few.", History = "HK-04")]
[Breaks("KHO-RADIX-02", "KHO-RADIX-03", "KHO-RADIX-01", "KHO-RADIX-08")]
[SeenInImage]
internal sealed class TrackerLevelMissing : Parts
{
    protected override PreservationTracker CreateTracker(PhysicalMemory memory, PageAllocator allocator) =>
        new Tracker(memory, allocator);

    private sealed class Tracker(PhysicalMemory memory, PageAllocator allocator)
        : PreservationTracker(memory, allocator)
    {
        protected override int Levels => base.Levels - 1;
    }
}
