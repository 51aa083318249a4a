using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>
/// Holds the suite to its word: a clause that binds and that this implementation can show, through operations, images, the
/// inside of the kernel or plantings, has to be exercised by a default campaign, or those clauses through which it is judged;
/// else the catalogue has to say why not. Otherwise the suite, not the implementation, is at fault.
/// </summary>
internal static class SelfCheck
{
    /// <summary>Names every clause that was not exercised without an excuse.</summary>
    /// <param name="report">The run.</param>
    /// <param name="catalogue">The clauses.</param>
    /// <param name="offered">Through what the implementation can be observed.</param>
    /// <param name="complaints">Where to name them.</param>
    /// <returns>Whether there is none.</returns>
    public static bool Passes(
        RunReport report,
        ClauseCatalogue catalogue,
        ObservationClasses offered,
        TextWriter complaints
    )
    {
        Dictionary<string, Clause> byId = catalogue.Clauses.ToDictionary(static clause => clause.Id.ToString());
        // What all profiles have in common is demanded of the campaign of the default.
        ProfileDescription? profile = ProfileCatalogue.BuiltIn.Find(report.Profile);
        string[]? own =
            profile is null || profile.Profile == Profile.Linux73
                ? null
                : [.. profile.Differences.SelectMany(static d => d.Clauses).Select(static id => id.ToString())];
        string[] missed =
        [
            .. report
                .Clauses.Where(row => row.Verdict is ClauseVerdict.NotExercised or ClauseVerdict.NotApplicable)
                .Where(row => own is null || own.Contains(row.Id, StringComparer.Ordinal))
                .Where(row => byId.TryGetValue(row.Id, out Clause? clause) && IsOwed(clause, offered))
                .Select(static row => row.Id),
        ];
        string[] unknown = [.. report.Clauses.Select(static row => row.Id).Where(id => !byId.ContainsKey(id))];
        foreach (string id in missed)
        {
            string word = ClauseText.Word(byId[id].Status);
            complaints.WriteLine($"self-check: {id} is called {word} but was not exercised");
        }

        foreach (string id in unknown)
        {
            complaints.WriteLine($"self-check: {id} was exercised but is not in the catalogue");
        }

        return missed.Length + unknown.Length == 0;
    }

    /// <summary>Whether a campaign owes a clause: only a reason in the catalogue, or an implementation that cannot show it, excuses it.</summary>
    private static bool IsOwed(Clause clause, ObservationClasses offered) =>
        clause.Status is ClauseStatus.Checked or ClauseStatus.Carried && clause.IsObservableThrough(offered);
}
