namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>Measures whole cases as a campaign with one worker runs them.</summary>
/// <param name="options">What is measured.</param>
internal sealed class JudgedCases(BenchmarkOptions options)
{
    /// <summary>Warms up, then measures.</summary>
    /// <exception cref="InvalidOperationException">A case failed: the figures would mean nothing.</exception>
    public Throughput Measure()
    {
        Run(options.Duration / 2);
        GC.Collect();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        CampaignResult result = Run(options.Duration);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new Throughput(result.Operations, result.Cases, cpu, result.Elapsed, allocated);
    }

    private CampaignResult Run(TimeSpan duration)
    {
        var campaign = new CampaignOptions
        {
            Seed = options.Seed,
            TimeLimit = duration,
            Workers = 1,
            Shrink = false,
        };
        CampaignResult result = Campaign.Run(campaign, options.Implementation);
        return result.Verdict == RunVerdict.Conformant
            ? result
            : throw new InvalidOperationException(
                $"{options.Implementation.Name} is not conformant, so that its speed means nothing"
            );
    }
}
