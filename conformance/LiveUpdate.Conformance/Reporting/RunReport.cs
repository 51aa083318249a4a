using System.Collections.Immutable;

namespace LiveUpdate.Conformance;

/// <summary>Everything a run has to say, independent of the format in which it is said.</summary>
public sealed record RunReport
{
    /// <summary>The verdict over all.</summary>
    public required RunVerdict Verdict { get; init; }

    /// <summary>What the implementation calls itself, with its version.</summary>
    public required string Implementation { get; init; }

    /// <summary>The suite's version.</summary>
    public required string SuiteVersion { get; init; }

    /// <summary>The profile that was judged against, such as <c>linux-7.3</c>.</summary>
    public required string Profile { get; init; }

    /// <summary>The seed of the campaign.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How many programs ran, those of the corpus included.</summary>
    public required long Cases { get; init; }

    /// <summary>How many operations were executed and judged.</summary>
    public required long Operations { get; init; }

    /// <summary>How many kexecs happened.</summary>
    public required long Kexecs { get; init; }

    /// <summary>Programs with a race, besides the cases.</summary>
    public long Races { get; init; }

    /// <summary>Under how many schedules they were run, all added up.</summary>
    public long RaceRuns { get; init; }

    /// <summary>How many programs were skipped because the implementation lacks a part that they need.</summary>
    public long Skipped { get; init; }

    /// <summary>What was done to let faults happen, or <see langword="null"/> when none were asked for.</summary>
    public FaultFigures? Faults { get; init; }

    /// <summary>How long the run took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether somebody ended the run before its time.</summary>
    public bool Interrupted { get; init; }

    /// <summary>What the machines did and what that took, a line each; empty where they cost nothing worth telling.</summary>
    public ImmutableArray<string> Machines { get; init; } = [];

    /// <summary>Every clause of the catalogue that concerns this run, in the order of ids.</summary>
    public ImmutableArray<ClauseReport> Clauses { get; init; } = [];

    /// <summary>Every failure, one a clause and cause.</summary>
    public ImmutableArray<FailureReport> Failures { get; init; } = [];

    /// <summary>Why there is no verdict; <see langword="null"/> when there is one.</summary>
    public FaultReport? Fault { get; init; }

    /// <summary>How many clauses have the given verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public int Count(ClauseVerdict verdict) => Clauses.Count(clause => clause.Verdict == verdict);
}
