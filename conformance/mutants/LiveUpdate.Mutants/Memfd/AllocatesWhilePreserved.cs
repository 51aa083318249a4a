using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>fallocate that keeps the size works on a preserved file.</summary>
[Mutation("memfd-allocates-while-preserved", "fallocate that keeps the size works on a preserved file.")]
[Breaks("MEMFD-06")]
internal sealed class AllocatesWhilePreserved : Parts
{
    protected override MemoryFile CreateMemoryFile(Kernel kernel, ByteString name, uint mode, uint seals) =>
        new File(kernel, name, mode, seals);

    private sealed class File(Kernel kernel, ByteString name, uint mode, uint seals)
        : MemoryFile(kernel, name, mode, seals)
    {
        protected override Errno CheckFallocate(bool punch, ulong end)
        {
            bool frozen = IsFrozen;
            IsFrozen = frozen && (punch || end > Size);
            Errno error = base.CheckFallocate(punch, end);
            IsFrozen = frozen;
            return error;
        }
    }
}
