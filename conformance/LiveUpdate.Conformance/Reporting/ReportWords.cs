namespace LiveUpdate.Conformance;

/// <summary>The words that machine-readable reports use; they are part of the interface and never change.</summary>
public static class ReportWords
{
    /// <summary>The word of a run's verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Of(RunVerdict verdict) =>
        verdict switch
        {
            RunVerdict.Conformant => "conformant",
            RunVerdict.Broken => "broken",
            RunVerdict.NoVerdict => "no-verdict",
            _ => "nothing-exercised",
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
            ClauseVerdict.Carried => "carried",
            _ => "not-applicable",
        };
}
