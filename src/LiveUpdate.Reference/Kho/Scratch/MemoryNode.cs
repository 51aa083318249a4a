namespace LiveUpdate.Reference;

/// <summary>A NUMA node's memory.</summary>
/// <param name="Start">The physical address where it starts, a multiple of the page size.</param>
/// <param name="Size">Its size in bytes.</param>
public readonly record struct MemoryNode(ulong Start, ulong Size);
