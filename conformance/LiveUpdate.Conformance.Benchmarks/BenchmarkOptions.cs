using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>What is measured, and for how long.</summary>
/// <param name="Implementation">The implementation that is judged, the reference as a rule.</param>
/// <param name="Broken">Implementations with one bug each, whose counterexamples are shrunk.</param>
/// <param name="Duration">How much processor time each measurement takes, after a warm-up at least as long.</param>
/// <param name="Seed">The seed of all programs.</param>
/// <param name="CompareWithFsCheck">Whether FsCheck is measured on the same model and implementation.</param>
public sealed record BenchmarkOptions(
    IImplementation Implementation,
    IReadOnlyList<(string Name, Func<IImplementation> Create)> Broken,
    TimeSpan Duration,
    ulong Seed,
    bool CompareWithFsCheck
)
{
    /// <summary>How many folios the large file has whose metadata is written and read.</summary>
    public ulong LargeFileFolios { get; init; } = 1UL << 24;
}
