using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A folio that was not handed over becomes a hole of the file.</summary>
[Mutation("planted-missing-folio-is-hole", "A folio that was not handed over becomes a hole of the file.")]
[Breaks("MEMFD-14")]
[SeenWhenPlanted]
internal sealed class MissingFolioIsHole : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override Errno RestoreOne(MemoryFile memory, FolioEntry entry)
        {
            Errno error = base.RestoreOne(memory, entry);
            return error == Errno.EIO ? Errno.None : error;
        }
    }
}
