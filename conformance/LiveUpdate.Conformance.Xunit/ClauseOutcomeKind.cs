namespace LiveUpdate.Conformance.Xunit;

/// <summary>How a clause's test case ends.</summary>
internal enum ClauseOutcomeKind
{
    /// <summary>It passes: exercised, and held.</summary>
    Passed,

    /// <summary>It fails: broken, or held although it is listed as broken.</summary>
    Failed,

    /// <summary>It is skipped: not exercised, or broken as known.</summary>
    Skipped,
}
