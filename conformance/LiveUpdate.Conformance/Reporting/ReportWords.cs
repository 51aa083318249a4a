namespace LiveUpdate.Conformance;

/// <summary>The words that machine-readable reports use; they are part of the interface and never change.</summary>
public static class ReportWords
{
    /// <summary>The word of a run's verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Of(ReportVerdict verdict) =>
        verdict switch
        {
            ReportVerdict.Conformant => "conformant",
            ReportVerdict.Broken => "broken",
            ReportVerdict.NoVerdict => "no-verdict",
            _ => "skipped",
        };

    /// <summary>The word of a clause's verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Of(ClauseVerdict verdict) =>
        verdict switch
        {
            ClauseVerdict.Held => "held",
            ClauseVerdict.Broken => "broken",
            ClauseVerdict.BrokenAsKnown => "broken-as-known",
            ClauseVerdict.HeldUnexpectedly => "held-unexpectedly",
            ClauseVerdict.NotExercised => "not-exercised",
            _ => "not-applicable",
        };
}
