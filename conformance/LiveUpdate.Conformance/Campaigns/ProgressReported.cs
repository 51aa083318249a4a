namespace LiveUpdate.Conformance;

/// <summary>How far the campaign has come.</summary>
/// <param name="Cases">Cases done, the corpus included.</param>
/// <param name="Operations">Operations judged.</param>
/// <param name="Kexecs">Boots by kexec.</param>
/// <param name="FailingCases">Cases that failed.</param>
/// <param name="Elapsed">The time since the start.</param>
/// <param name="Fraction">The part of the campaign that is done, from 0 to 1, or <see langword="null"/> when it has no bound.</param>
public sealed record ProgressReported(
    long Cases,
    long Operations,
    long Kexecs,
    long FailingCases,
    TimeSpan Elapsed,
    double? Fraction
) : RunEvent;
