using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A preserved file can be made larger; only shrinking is refused.</summary>
[Mutation("memfd-grows-while-preserved", "A preserved file can be made larger; only shrinking is refused.")]
[Breaks("MEMFD-06", "MEMFD-32", "MEMFD-18")]
internal sealed class GrowsWhilePreserved : Parts
{
    protected override MemoryFile CreateMemoryFile(Kernel kernel, ByteString name, uint mode, uint seals) =>
        new File(kernel, name, mode, seals);

    private sealed class File(Kernel kernel, ByteString name, uint mode, uint seals)
        : MemoryFile(kernel, name, mode, seals)
    {
        protected override Errno CheckTruncate(ulong size)
        {
            bool frozen = IsFrozen;
            IsFrozen = frozen && size < Size;
            Errno error = base.CheckTruncate(size);
            IsFrozen = frozen;
            return error;
        }
    }
}
