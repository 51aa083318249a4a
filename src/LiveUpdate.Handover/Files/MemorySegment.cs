namespace LiveUpdate.Handover;

/// <summary>A run of physical memory in a file.</summary>
/// <param name="Address">Its physical address.</param>
/// <param name="Length">How many bytes of memory it is.</param>
/// <param name="Offset">Where its bytes start in the file.</param>
/// <param name="FileLength">How many of its bytes are in the file; the others are zero.</param>
internal readonly record struct MemorySegment(ulong Address, ulong Length, long Offset, ulong FileLength);
