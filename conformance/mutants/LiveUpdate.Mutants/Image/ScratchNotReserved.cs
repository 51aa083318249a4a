using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Pages for the next kernel are allocated in the scratch areas, which that kernel overwrites.</summary>
[Mutation(
    "HK-14-scratch-not-reserved",
    "Pages for the next kernel are allocated in the scratch areas, which that kernel overwrites.",
    History = "HK-14"
)]
[Breaks("KHO-SCR-01", "ABI-05")]
[SeenInImage]
internal sealed class ScratchNotReserved : Parts
{
    protected override PageAllocator CreateAllocator(
        PhysicalMemory memory,
        PageTable pages,
        int firstPage,
        PageRange[] obstacles
    ) => base.CreateAllocator(memory, pages, obstacles.Length > 0 ? obstacles[^1].Start : firstPage, []);
}
