using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A page that is preserved is recorded as part of a larger block too.</summary>
[Mutation("image-page-recorded-twice", "A page that is preserved is recorded as part of a larger block too.")]
[Breaks("ABI-05", "KHO-PRES-12")]
[SeenInImage]
internal sealed class SubBlockRecorded : Parts
{
    protected override PreservationTracker CreateTracker(PhysicalMemory memory, PageAllocator allocator) =>
        new Tracker(memory, allocator);

    private sealed class Tracker(PhysicalMemory memory, PageAllocator allocator)
        : PreservationTracker(memory, allocator)
    {
        protected override Errno Add(int page, int order)
        {
            _ = base.Add(page & ~3, 2);
            return base.Add(page, order);
        }
    }
}
