using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The write seal can be added while the pages are pinned.</summary>
[Mutation("memfd-pins-do-not-count", "The write seal can be added while the pages are pinned.", History = "HM-09")]
[Breaks("MEMFD-22", "MEMFD-10")]
internal sealed class PinsDoNotCount : Parts
{
    protected override MemoryFile CreateMemoryFile(Kernel kernel, ByteString name, uint mode, uint seals) =>
        new File(kernel, name, mode, seals);

    private sealed class File(Kernel kernel, ByteString name, uint mode, uint seals)
        : MemoryFile(kernel, name, mode, seals)
    {
        protected override bool WritesArePossible => WritableMappings > 0;
    }
}
