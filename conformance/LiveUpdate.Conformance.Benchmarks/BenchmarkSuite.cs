namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>Measures the suite on one core.</summary>
public static class BenchmarkSuite
{
    /// <summary>Measures everything, one thing after the other.</summary>
    /// <param name="options">What is measured.</param>
    /// <param name="progress">Told before each measurement what it is.</param>
    /// <exception cref="InvalidOperationException">The implementation is not conformant.</exception>
    public static BenchmarkResult Run(BenchmarkOptions options, Action<string> progress)
    {
        progress("whole cases");
        Throughput judged = new JudgedCases(options).Measure();
        progress("the parts of a case");
        CostSplit split = new PartCosts(options).Measure();
        progress("shrinking");
        IReadOnlyList<ShrinkCost> shrinks = new ShrinkCosts(options).Measure();
        progress("races");
        RaceCost races = new RaceCosts(options).Measure();
        progress("the metadata of a large file");
        LargeArrayCost large = new LargeArrayCosts(options.LargeFileFolios).Measure();
        if (!options.CompareWithFsCheck)
        {
            return new BenchmarkResult(judged, split, shrinks) { Races = races, LargeArray = large };
        }

        int length = Math.Max(1, (int)Math.Round(judged.OperationsPerProgram));
        progress("FsCheck's mix, drawn from our choices");
        Throughput plain = new PlainMix(options, length).Measure();
        Throughput drawing = new PlainMix(options, length).MeasureDrawing();
        Throughput guided = new PlainMix(options, length).MeasureForState();
        progress("FsCheck's state machine");
        Throughput machine = new FsCheckMachine(options, length, isDocumented: true).Measure();
        Throughput bare = new FsCheckMachine(options, length, isDocumented: false).Measure();
        progress("FsCheck's arrays");
        Throughput arrays = new FsCheckArrays(options, length).Measure();
        return new BenchmarkResult(judged, split, shrinks)
        {
            Races = races,
            LargeArray = large,
            FsCheck = new FsCheckComparison(guided, machine, plain, bare, drawing, arrays),
        };
    }
}
