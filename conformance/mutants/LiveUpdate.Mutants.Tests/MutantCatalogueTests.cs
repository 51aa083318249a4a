using System.Text.RegularExpressions;
using LiveUpdate.Conformance;
using LiveUpdate.Contract;

namespace LiveUpdate.Mutants.Tests;

public partial class MutantCatalogueTests
{
    private static readonly Dictionary<string, Clause> Clauses = ClauseCatalogue.Load().Clauses.ToDictionary(
        static clause => $"{clause.Id}",
        StringComparer.Ordinal
    );

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

    [GeneratedRegex("^(H[KLM]-[0-9]{2}-)?[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IdForm();
}
