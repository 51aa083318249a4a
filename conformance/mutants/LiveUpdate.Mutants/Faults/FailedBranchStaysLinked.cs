using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A branch of the tracker that could not be finished is freed and stays linked.</summary>
[Mutation(
    "failed-branch-stays-linked",
    "A branch of the tracker that could not be finished is freed and stays linked."
)]
[Breaks("KHO-RADIX-07")]
[SeenByProbe]
[SeenInAccounts]
internal sealed class FailedBranchStaysLinked : Parts
{
    protected override PreservationTracker CreateTracker(PhysicalMemory memory, PageAllocator allocator) =>
        new Tracker(memory, allocator);

    private sealed class Tracker(PhysicalMemory memory, PageAllocator allocator)
        : PreservationTracker(memory, allocator)
    {
        protected override bool LinksUnfinished => true;
    }
}
