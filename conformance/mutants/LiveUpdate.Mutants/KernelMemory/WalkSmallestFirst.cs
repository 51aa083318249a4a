using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A walk visits the largest keys first.</summary>
[Mutation("kho-walk-backwards", "A walk visits the largest keys first.")]
[Breaks("KHO-RADIX-04", "KHO-RADIX-05")]
[SeenByProbe]
internal sealed class WalkSmallestFirst : Parts
{
    protected override PreservationTracker CreateTracker(PhysicalMemory memory, PageAllocator allocator) =>
        new Tracker(memory, allocator);

    private sealed class Tracker(PhysicalMemory memory, PageAllocator allocator)
        : PreservationTracker(memory, allocator)
    {
        protected override Errno Walk(ITrackerVisitor visitor)
        {
            var seen = new Reversed(visitor);
            Errno error = base.Walk(seen);
            return error == Errno.None ? seen.Release() : error;
        }

        /// <summary>Holds the keys back until the end.</summary>
        private sealed class Reversed(ITrackerVisitor visitor) : ITrackerVisitor
        {
            private readonly Stack<TrackerKey> _keys = [];

            public Errno Node(ulong address) => visitor.Node(address);

            public Errno Key(TrackerKey key)
            {
                _keys.Push(key);
                return Errno.None;
            }

            public Errno Release()
            {
                Errno error = Errno.None;
                while (error == Errno.None && _keys.TryPop(out TrackerKey key))
                {
                    error = visitor.Key(key);
                }

                return error;
            }
        }
    }
}
