using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>What a report says besides the campaign's result: who was judged, by whom, and against what.</summary>
/// <param name="Implementation">The name and version of the implementation.</param>
/// <param name="Offered">Through what it can be observed.</param>
/// <param name="SuiteVersion">The suite's version.</param>
/// <param name="Profile">The profile that was judged against, such as <c>linux-7.3</c>.</param>
/// <param name="Catalogue">The clauses.</param>
/// <param name="Filter">The clauses of interest.</param>
/// <param name="ReplayCommand">Makes the command that replays a program, from the program's file.</param>
public sealed record ReportContext(
    string Implementation,
    ObservationClasses Offered,
    string SuiteVersion,
    string Profile,
    ClauseCatalogue Catalogue,
    ClauseFilter Filter,
    Func<string?, string> ReplayCommand
)
{
    private const string NoClause =
        "the answer is none of those that the contract allows here, and no clause of the catalogue names the difference.";

    /// <summary>The clauses that bind under the profile.</summary>
    public IEnumerable<Clause> Binding =>
        Catalogue.Binding(ProfileCatalogue.BuiltIn.Find(Profile) ?? ProfileCatalogue.BuiltIn.Profiles[0]);

    /// <summary>Makes the command that does a planting again, from its id.</summary>
    public Func<string, string> PlantCommand { get; init; } = static id => $"luoconf plant --id {id}";

    /// <summary>The sentence of a clause, or one that says that the catalogue does not have it.</summary>
    /// <param name="clause">The clause.</param>
    public string StatementOf(ClauseId clause) => Catalogue.Find(clause)?.Statement ?? NoClause;
}
