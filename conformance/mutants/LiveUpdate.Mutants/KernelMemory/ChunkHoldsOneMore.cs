using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The last address of a full chunk is written over the next one.</summary>
[Mutation("HK-08-chunk-overrun", "The last address of a full chunk is written over the next one.", History = "HK-08")]
[Breaks("KHO-VM-01", "KHO-VM-04")]
[SeenByProbe]
internal sealed class ChunkHoldsOneMore : Parts
{
    protected override VmallocPreserver CreateVmallocPreserver(Kernel kernel) => new Preserver(kernel);

    private sealed class Preserver(Kernel kernel) : VmallocPreserver(kernel)
    {
        private readonly Kernel _kernel = kernel;

        public override Errno Preserve(VmallocArea area, out VmallocDescriptor descriptor)
        {
            Errno error = base.Preserve(area, out descriptor);
            if (error == Errno.None && area.Blocks.Length >= _kernel.Memory.Geometry.ChunkEntries)
            {
                int chunk = (int)(descriptor.First >> _kernel.Memory.Geometry.PageShift);
                int last = VmallocChunk.EntriesOffset + (_kernel.Memory.Geometry.ChunkEntries - 1) * sizeof(ulong);
                _kernel.Memory.Write64(chunk, last, 0);
            }

            return error;
        }
    }
}
