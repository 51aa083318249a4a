namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>What it takes to judge a race of eight calls by four agents, all of which overlap.</summary>
/// <param name="AllowedMilliseconds">Processor time on average when there are orders that explain the answers; all are searched.</param>
/// <param name="RefusedMilliseconds">Processor time on average when there is none.</param>
public sealed record RaceCost(double AllowedMilliseconds, double RefusedMilliseconds);
