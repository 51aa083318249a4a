namespace LiveUpdate.Reference;

/// <summary>A shared, writable mapping of a file from its start; it keeps the file alive.</summary>
/// <param name="File">The file.</param>
/// <param name="Length">How much of it was mapped, in bytes.</param>
public sealed record Mapping(MemoryFile File, ulong Length);
