using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A write that crosses the end of a preserved file writes the pages before it, though all lies in one window.</summary>
[Mutation(
    "memfd-window-too-small",
    "A write that crosses the end of a preserved file writes the pages before it, though all lies in one window."
)]
[Breaks("MEMFD-07", "MEMFD-24")]
internal sealed class WindowOfOnePage : Parts
{
    protected override MemoryFile CreateMemoryFile(Kernel kernel, ByteString name, uint mode, uint seals) =>
        new File(kernel, name, mode, seals);

    private sealed class File(Kernel kernel, ByteString name, uint mode, uint seals)
        : MemoryFile(kernel, name, mode, seals)
    {
        protected override ulong WriteWindow => 4096;
    }
}
