namespace LiveUpdate.Conformance;

/// <summary>Which random cases of a campaign have a race behind them: many at the beginning, then few.</summary>
/// <remarks>
/// Races are a few kinds of small programs, of which some hundreds say nearly all; a run of one costs more than an ordinary
/// case, since threads take turns.
/// </remarks>
internal static class RaceShare
{
    /// <summary>How many schedules each race is run under.</summary>
    public const int Schedules = 12;

    private const long Dense = 4096;
    private const long AtFirst = 6;
    private const long Later = 1024;

    /// <summary>Whether a race follows a case.</summary>
    /// <param name="index">The case's index.</param>
    public static bool Follows(long index)
    {
        long every = index < Dense ? AtFirst : Later;
        return index % every == every - 1;
    }
}
