namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>What was measured.</summary>
/// <param name="Judged">Whole cases: generated, executed, judged and counted, by one worker.</param>
/// <param name="Split">Where their time goes.</param>
/// <param name="Shrinks">Counterexamples made minimal.</param>
public sealed record BenchmarkResult(Throughput Judged, CostSplit Split, IReadOnlyList<ShrinkCost> Shrinks)
{
    /// <summary>The comparison with FsCheck, or <see langword="null"/> when it was left out.</summary>
    public FsCheckComparison? FsCheck { get; init; }

    /// <summary>The metadata of one large file.</summary>
    public required LargeArrayCost LargeArray { get; init; }

    /// <summary>What judging a race takes.</summary>
    public required RaceCost Races { get; init; }

    /// <summary>The median of the runs that shrinking took; 0 when nothing was shrunk.</summary>
    public double MedianShrinkRuns => Median([.. Shrinks.Select(static shrink => (double)shrink.Runs)]);

    /// <summary>The median of the time that shrinking took, in milliseconds; 0 when nothing was shrunk.</summary>
    public double MedianShrinkMilliseconds =>
        Median([.. Shrinks.Select(static shrink => shrink.Elapsed.TotalMilliseconds)]);

    private static double Median(double[] values)
    {
        Array.Sort(values);
        int middle = values.Length / 2;
        return values.Length == 0 ? 0
            : values.Length % 2 == 1 ? values[middle]
            : (values[middle - 1] + values[middle]) / 2;
    }
}
