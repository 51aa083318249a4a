namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>Measures whole cases as a campaign with one worker runs them.</summary>
/// <param name="options">What is measured.</param>
internal sealed class JudgedCases(BenchmarkOptions options)
{
    private const long CasesACampaign = 4000;
    private const int WarmUps = 4;

    private long _next;

    /// <summary>Warms up, then measures.</summary>
    /// <exception cref="InvalidOperationException">A case failed: the figures would mean nothing.</exception>
    public Throughput Measure()
    {
        // Being first, it also waits until all of the suite has been compiled for speed.
        Repeat(WarmUps * options.Duration);
        GC.Collect();
        return Repeat(options.Duration);
    }

    /// <summary>Runs campaigns until they have taken that much processor time.</summary>
    private Throughput Repeat(TimeSpan duration)
    {
        var sum = new Throughput(0, 0, TimeSpan.Zero, TimeSpan.Zero, 0);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        while (sum.Cpu < duration)
        {
            CampaignResult result = Run();
            sum = sum with
            {
                Operations = sum.Operations + result.Operations,
                Programs = sum.Programs + result.Cases,
                Cpu = Environment.CpuUsage.TotalTime - before,
                Wall = sum.Wall + result.Elapsed,
            };
        }

        return sum with
        {
            AllocatedBytes = GC.GetTotalAllocatedBytes(precise: true) - allocated,
        };
    }

    private CampaignResult Run()
    {
        var campaign = new CampaignOptions
        {
            Seed = options.Seed,
            FirstCase = _next,
            Cases = CasesACampaign,
            Workers = 1,
            Shrink = false,
            Plantings = [],
            Races = false,
        };
        _next += CasesACampaign;
        CampaignResult result = Campaign.Run(campaign, options.Implementation);
        return result.Verdict == RunVerdict.Conformant
            ? result
            : throw new InvalidOperationException(
                $"{options.Implementation.Name} is not conformant at case {result.Failures.FirstOrDefault()?.Case}, so that its speed means nothing"
            );
    }
}
