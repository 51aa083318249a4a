using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>What machine the reference runs on, and how its first kernel is booted.</summary>
public sealed record ReferenceOptions
{
    /// <summary>512 MiB on one node, pages of 4 KiB, KHO and LUO on.</summary>
    public static ReferenceOptions Default { get; } = new();

    /// <summary>The page size and what follows from it.</summary>
    public PageGeometry Geometry { get; init; } = PageGeometry.FourKiB;

    /// <summary>The nodes with memory, ascending and without gaps from address 0 on.</summary>
    /// <remarks>
    /// The first has at least four folios of the allocator's largest order (4 MiB with pages of 4 KiB), and all of them together
    /// are a multiple of it. A node may begin inside such a folio: then memory that is allocated in one piece can lie on two
    /// nodes, as early memory of a kernel can.
    /// </remarks>
    public IReadOnlyList<MemoryNode> Nodes { get; init; } = [new MemoryNode(0, 512UL << 20)];

    /// <summary>The parameters of the first kernel.</summary>
    public BootParameters FirstBoot { get; init; } = BootParameters.Default;

    /// <summary>What the kernels call their release, at most 64 bytes; it stands in the kexec metadata.</summary>
    public string Release { get; init; } = "7.3.4";

    /// <summary>The size of all memory in bytes.</summary>
    public ulong MemorySize => Nodes[^1].Start + Nodes[^1].Size;

    /// <summary>The memory at the start of the first node that the kernel itself takes up, in bytes.</summary>
    public ulong KernelSize => (ulong)Geometry.PageSize << PageAllocator.MaxPageOrder;
}
