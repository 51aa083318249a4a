using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>
/// Holds the suite to its word: a clause that the catalogue calls checked, and that this implementation can show, has
/// to be exercised by a default campaign; otherwise the suite, not the implementation, is at fault.
/// </summary>
internal static class SelfCheck
{
    /// <summary>Names every clause that was not exercised without an excuse.</summary>
    /// <param name="report">The run.</param>
    /// <param name="catalogue">The clauses.</param>
    /// <param name="complaints">Where to name them.</param>
    /// <returns>Whether there is none.</returns>
    public static bool Passes(RunReport report, ClauseCatalogue catalogue, TextWriter complaints)
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
                .Clauses.Where(row => row.Verdict == ClauseVerdict.NotExercised)
                .Where(row => own is null || own.Contains(row.Id, StringComparer.Ordinal))
                .Where(row => byId.TryGetValue(row.Id, out Clause? clause) && clause.Status == ClauseStatus.Checked)
                .Select(static row => row.Id),
        ];
        string[] unknown = [.. report.Clauses.Select(static row => row.Id).Where(id => !byId.ContainsKey(id))];
        foreach (string id in missed)
        {
            complaints.WriteLine($"self-check: {id} is called checked but was not exercised");
        }

        foreach (string id in unknown)
        {
            complaints.WriteLine($"self-check: {id} was exercised but is not in the catalogue");
        }

        return missed.Length + unknown.Length == 0;
    }
}
