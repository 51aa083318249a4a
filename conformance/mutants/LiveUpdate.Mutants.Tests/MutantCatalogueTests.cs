using System.Text.RegularExpressions;
using LiveUpdate.Conformance;
using LiveUpdate.Contract;

namespace LiveUpdate.Mutants.Tests;

public partial class MutantCatalogueTests
{
    private static readonly Dictionary<string, Clause> Clauses = ClauseCatalogue
        .Load()
        .Clauses.ToDictionary(static clause => $"{clause.Id}", StringComparer.Ordinal);

    /// <summary>A kernel without a difference is the mutant of the difference's clause.</summary>
    private static IEnumerable<ClauseId> OfDifferences =>
        ProfileCatalogue
            .BuiltIn.Profiles.SelectMany(static p => p.Differences)
            .Where(static d => d.Clauses.Length == 1)
            .Select(static d => d.Clauses[0]);

    [Fact]
    public void Every_mutant_has_an_id_of_its_own() =>
        Assert.Distinct(MutantCatalogue.All.Select(static mutant => mutant.Id));

    [Fact]
    public void Ids_are_words_with_hyphens_behind_the_id_of_a_past_bug() =>
        Assert.All(MutantCatalogue.All, static mutant => Assert.Matches(IdForm(), mutant.Id));

    [Fact]
    public void Titles_are_sentences_and_each_says_something_else()
    {
        Assert.All(MutantCatalogue.All, static mutant => Assert.EndsWith(".", mutant.Title, StringComparison.Ordinal));
        Assert.Distinct(MutantCatalogue.All.Select(static mutant => mutant.Title));
    }

    [Fact]
    public void Every_mutant_breaks_clauses_of_the_catalogue() =>
        Assert.All(
            MutantCatalogue.All,
            static mutant =>
            {
                Assert.NotEmpty(mutant.Breaks);
                Assert.All(mutant.Breaks, static clause => Assert.Contains($"{clause}", Clauses.Keys));
            }
        );

    [Fact]
    public void Every_clause_that_operations_show_and_the_suite_checks_has_a_mutant()
    {
        var broken = MutantCatalogue.All.SelectMany(static mutant => mutant.Breaks).ToHashSet();

        IEnumerable<ClauseId> checkedOnes = Clauses
            .Values.Where(static clause => clause.Status == ClauseStatus.Checked)
            .Where(static clause =>
                clause.IsObservableThrough(ObservationClasses.UserInterface | ObservationClasses.Kernel)
            )
            .Select(static clause => clause.Id)
            .Except(OfDifferences);

        Assert.All(checkedOnes, id => Assert.Contains(id, broken));
    }

    [Fact]
    public void Every_clause_that_only_the_inside_of_a_kernel_shows_and_the_suite_checks_has_a_mutant()
    {
        var broken = MutantCatalogue.All.SelectMany(static mutant => mutant.Breaks).ToHashSet();
        Assert.All(
            Clauses
                .Values.Where(static clause => clause.Status == ClauseStatus.Checked)
                .Where(static clause => clause.IsObservableThrough(ObservationClasses.Kernel))
                .Select(static clause => clause.Id)
                .Except(OfDifferences),
            id => Assert.Contains(id, broken)
        );
    }

    [GeneratedRegex(
        "^(H[FKLM]-[0-9]{2}-)?[a-z0-9]+(-[a-z0-9]+)*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex IdForm();
}
