using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An area is rebuilt with fewer pages than its descriptor claims.</summary>
[Mutation("kho-area-count-ignored", "An area is rebuilt with fewer pages than its descriptor claims.")]
[Breaks("KHO-VM-05")]
[SeenByProbe]
internal sealed class AreaShortByOne : Parts
{
    protected override VmallocRestorer CreateVmallocRestorer(Kernel kernel) => new Restorer(kernel);

    private sealed class Restorer(Kernel kernel) : VmallocRestorer(kernel)
    {
        private readonly Kernel _kernel = kernel;

        protected override VmallocArea? Restore(in VmallocDescriptor descriptor, PageOwner owner)
        {
            uint listed = 0;
            for (
                ulong at = descriptor.First;
                at != 0 && _kernel.Memory.TryPage(at, out int chunk);
                at = VmallocChunk.Next(_kernel.Memory.Page(chunk))
            )
            {
                for (
                    int i = 0;
                    i < _kernel.Memory.Geometry.ChunkEntries && VmallocChunk.Entry(_kernel.Memory.Page(chunk), i) != 0;
                    i++
                )
                {
                    listed++;
                }
            }

            return base.Restore(
                descriptor with
                {
                    TotalPages = Math.Min(descriptor.TotalPages, listed << descriptor.Order),
                },
                owner
            );
        }
    }
}
