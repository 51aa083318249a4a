using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The first folio of a file is listed but not preserved.</summary>
[Mutation("image-first-folio-untracked", "The first folio of a file is listed but not preserved.")]
[Breaks("ABI-05", "MEMFD-12")]
[SeenInImage]
internal sealed class FirstFolioUntracked : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override Errno Track(MemoryFile memory, MemfdPreservation preservation)
        {
            Errno error = base.Track(memory, preservation);
            Kernel.Outgoing!.Tracker.DeleteKey(
                TrackerKey.Encode(Memory.Geometry, Memory.AddressOf(memory.Pages[0]), 0)
            );
            return error;
        }
    }
}
