using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The number of pages in the description of an array is not compared with those that are listed.</summary>
[Mutation(
    "planted-array-pages-not-counted",
    "The number of pages in the description of an array is not compared with those that are listed."
)]
[Breaks("KHO-VM-05")]
[SeenWhenPlanted]
internal sealed class ArrayPagesNotCounted : Parts
{
    protected override VmallocRestorer CreateVmallocRestorer(Kernel kernel) => new Restorer(kernel);

    private sealed class Restorer : VmallocRestorer
    {
        private readonly PhysicalMemory _memory;

        public Restorer(Kernel kernel)
            : base(kernel) => _memory = kernel.Memory;

        protected override VmallocArea? Restore(in VmallocDescriptor descriptor, PageOwner owner)
        {
            uint listed = 0;
            ReadOnlySpan<byte> chunk = _memory.Page((int)(descriptor.First >> _memory.Geometry.PageShift));
            while (VmallocChunk.Entry(chunk, (int)listed) != 0)
            {
                listed++;
            }

            return base.Restore(descriptor with { TotalPages = listed }, owner);
        }
    }
}
