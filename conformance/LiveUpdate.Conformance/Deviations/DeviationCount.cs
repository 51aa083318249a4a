namespace LiveUpdate.Conformance;

/// <summary>How often a known deviation was met in a campaign.</summary>
/// <param name="Deviation">The deviation.</param>
/// <param name="Times">How many programs met it; 0 when it did not even show by its own program.</param>
public sealed record DeviationCount(KnownDeviation Deviation, long Times);
