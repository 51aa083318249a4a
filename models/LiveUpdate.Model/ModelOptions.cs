using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What the model takes for granted about the implementation it is held against.</summary>
public sealed record ModelOptions
{
    /// <summary>The options for an implementation that never runs out of memory, such as the reference.</summary>
    public static ModelOptions Default { get; } = new();

    /// <summary>The contract that the implementation is held to.</summary>
    public Profile Profile { get; init; } = Profile.Linux73;

    /// <summary>
    /// The window, in bytes and aligned in the file, inside which a write is one copy chunk (memfd 3): the largest folio of
    /// the mapping, 2 MiB on x86-64 with transparent huge pages, one page without.
    /// </summary>
    public ulong WriteWindow { get; init; } = 2UL << 20;

    /// <summary>The page size, in bytes; a power of two.</summary>
    public ulong PageSize { get; init; } = 4096;

    /// <summary>Whether ENOMEM and ENFILE are allowed wherever something is made; true for a real kernel.</summary>
    public bool MayRunOutOfMemory { get; init; }

    /// <summary>The frames at which another NUMA node begins, ascending; none on a machine with one node.</summary>
    public IReadOnlyList<ulong> NodeBorders { get; init; } = [];

    /// <summary>
    /// The most bytes that one operation may make present in memory before the model also allows it to fail with any error.
    /// </summary>
    public ulong LargestAllocation { get; init; } = 256UL << 20;
}
