using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A key that is too wide is cut to the width of the tree.</summary>
[Mutation("kho-wide-keys-folded", "A key that is too wide is cut to the width of the tree.")]
[Breaks("KHO-RADIX-06")]
[SeenByProbe]
internal sealed class WideKeysFolded : Parts
{
    protected override PreservationTracker CreateTracker(PhysicalMemory memory, PageAllocator allocator) =>
        new Tracker(memory, allocator);

    private sealed class Tracker(PhysicalMemory memory, PageAllocator allocator)
        : PreservationTracker(memory, allocator)
    {
        public override Errno AddKey(TrackerKey key) =>
            base.AddKey(Fits(key) ? key : new TrackerKey(key.Value & ((1UL << 53) - 1) | 1));
    }
}
