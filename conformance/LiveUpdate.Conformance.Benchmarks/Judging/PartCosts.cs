using System.Diagnostics;
using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>Measures the parts of a case one after the other, on the same programs.</summary>
/// <param name="options">What is measured.</param>
internal sealed class PartCosts(BenchmarkOptions options)
{
    private readonly LiveUpdateModel _model = new(ModelOptions.Default);
    private readonly Expectation _expectation = new();
    private TimeSpan _generation;
    private TimeSpan _stepping;
    private TimeSpan _executing;
    private long _operations;
    private double _share = 1;

    /// <summary>Warms up, then measures.</summary>
    public CostSplit Measure()
    {
        Run(options.Duration);
        (_generation, _stepping, _executing, _operations) = (default, default, default, 0);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        Run(options.Duration);
        // The parts are too short for the processor's clock, so each gets its share of the processor time.
        _share = (Environment.CpuUsage.TotalTime - cpu) / Stopwatch.GetElapsedTime(start);
        double model = Cost(_stepping);
        return new CostSplit(Math.Max(0, Cost(_generation) - model), model, Cost(_executing));
    }

    private double Cost(TimeSpan time) => _share * time.TotalNanoseconds / Math.Max(1, _operations);

    private void Run(TimeSpan duration)
    {
        var generator = new ProgramGenerator(
            _model,
            options.Implementation.Features,
            new CampaignOptions().MaxOperations,
            ClauseFilter.All
        );
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (long index = 0; Environment.CpuUsage.TotalTime - start < duration; index++)
        {
            long before = Stopwatch.GetTimestamp();
            generator.Choices.Start(options.Seed, index);
            CaseTrace trace = generator.Generate();
            _generation += Stopwatch.GetElapsedTime(before);
            Step(trace);
            Execute(trace.Operations);
            _operations += trace.Count;
        }
    }

    private void Step(CaseTrace trace)
    {
        long before = Stopwatch.GetTimestamp();
        for (int i = 0; i < trace.Count; i++)
        {
            _model.Step(trace.Before(i), trace.Operations[i], _expectation);
        }

        _stepping += Stopwatch.GetElapsedTime(before);
    }

    private void Execute(ReadOnlySpan<Operation> operations)
    {
        long before = Stopwatch.GetTimestamp();
        using IMachine machine = options.Implementation.Start();
        foreach (Operation operation in operations)
        {
            machine.Execute(operation);
        }

        _executing += Stopwatch.GetElapsedTime(before);
    }
}
