using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The last page is lost when the size is no multiple of the page size.</summary>
[Mutation("memfd-last-partial-page-lost", "The last page is lost when the size is no multiple of the page size.")]
[Breaks("MEMFD-02", "MEMFD-03", "MEMFD-13", "MEMFD-17")]
internal sealed class LastPartialPageLost : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override Errno RestoreFolios(MemoryFile memory, VmallocArea array, ulong count)
        {
            ulong whole = memory.Size % (ulong)Memory.Geometry.PageSize == 0 ? count : count - 1;
            DiscardFolios(array, whole, count);
            return base.RestoreFolios(memory, array, whole);
        }
    }
}
