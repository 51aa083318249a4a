namespace LiveUpdate.Conformance;

/// <summary>What a campaign found.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Cases">Cases run, the corpus included.</param>
/// <param name="Operations">Operations that were executed and judged.</param>
/// <param name="Kexecs">Boots by kexec among them.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="WasCancelled">Whether it was interrupted before its bound.</param>
/// <param name="FailingCases">How many cases failed; under <see cref="StopPolicy.FirstFailure"/> 0 or 1.</param>
/// <param name="IgnoredCases">How many cases broke only clauses that the filter leaves out.</param>
/// <param name="Failures">The failures kept, in the order of their cases.</param>
/// <param name="Fault">Why no verdict is possible, or <see langword="null"/>.</param>
/// <param name="Known">The known deviations, and how often each was met.</param>
/// <param name="Coverage">What was exercised.</param>
public sealed record CampaignResult(
    ulong Seed,
    long Cases,
    long Operations,
    long Kexecs,
    TimeSpan Elapsed,
    bool WasCancelled,
    long FailingCases,
    long IgnoredCases,
    IReadOnlyList<Failure> Failures,
    TargetFault? Fault,
    CoverageTable Coverage,
    IReadOnlyList<DeviationCount> Known
)
{
    /// <summary>What was done to let faults happen, or <see langword="null"/> when none were asked for.</summary>
    public FaultFigures? Faults { get; init; }

    /// <summary>What the machines did and what that took, a line each; empty where they cost nothing worth telling.</summary>
    public IReadOnlyList<string> Machines { get; init; } = [];

    /// <summary>How many programs with a race were run besides the cases; 0 where agents cannot race.</summary>
    public long Races { get; init; }

    /// <summary>Under how many schedules they were run, all added up.</summary>
    public long RaceRuns { get; init; }

    /// <summary>The verdict.</summary>
    public RunVerdict Verdict =>
        Failures.Count > 0 ? RunVerdict.Broken
        : Fault is not null ? RunVerdict.NoVerdict
        : Coverage.AnyExercised ? RunVerdict.Conformant
        : RunVerdict.NothingExercised;
}
