using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>Measures how counterexamples are made minimal.</summary>
/// <param name="options">What is measured.</param>
internal sealed class ShrinkCosts(BenchmarkOptions options)
{
    private const long MostCases = 2000;

    /// <summary>Finds and shrinks a counterexample for each broken implementation; those that survive are left out.</summary>
    public IReadOnlyList<ShrinkCost> Measure()
    {
        var costs = new List<ShrinkCost>();
        foreach ((string name, Func<IImplementation> create) in options.Broken)
        {
            var campaign = new CampaignOptions
            {
                Seed = options.Seed,
                Cases = MostCases,
                Stop = StopPolicy.FirstFailure,
            };
            CampaignResult result = Campaign.Run(campaign, create());
            costs.AddRange(result.Failures.Take(1).Select(failure => CostOf(name, failure)));
        }

        return costs;
    }

    private static ShrinkCost CostOf(string name, Failure failure) =>
        new(
            name,
            failure.ShrinkRuns,
            failure.ShrinkTime,
            failure.Original.Program.Lines.Length,
            failure.Minimal.Program.Lines.Length
        );
}
