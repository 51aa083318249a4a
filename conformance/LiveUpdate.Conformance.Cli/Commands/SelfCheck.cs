using LiveUpdate.Contract;
using LiveUpdate.Handover;

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
        bool showsImages = Profile.Find(report.Profile) is not { ClaimsImage: false };
        string[] missed =
        [
            .. report
                .Clauses.Where(row => row.Verdict == ClauseVerdict.NotExercised)
                .Where(row => showsImages || !ImageRules.Clauses.Contains(ClauseId.Of(row.Id)))
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
