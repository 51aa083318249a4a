namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>What it took to write the metadata of one large file, and to read it back through its descriptor.</summary>
/// <param name="Folios">How many folios the file has; 2^28 are 1 TiB.</param>
/// <param name="Pages">The pages that array and chunks take up.</param>
/// <param name="Write">How long the writing took.</param>
/// <param name="Read">How long the reading took.</param>
/// <param name="AllocatedBytes">What was allocated for both, in bytes; it does not depend on the number of folios.</param>
public sealed record LargeArrayCost(ulong Folios, ulong Pages, TimeSpan Write, TimeSpan Read, long AllocatedBytes);
