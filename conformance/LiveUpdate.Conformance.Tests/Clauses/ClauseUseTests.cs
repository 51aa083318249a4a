using System.Text.RegularExpressions;
using LiveUpdate.Conformance.Tests.Tree;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance.Tests;

public partial class ClauseUseTests
{
    private const ObservationClasses Image = ObservationClasses.Image;

    private static readonly ClauseCatalogue Catalogue = ClauseCatalogue.Load();

    [Fact]
    public void Every_clause_that_sources_and_corpus_name_is_in_the_catalogue()
    {
        string[] unknown =
        [
            .. Repository
                .Files("*.cs")
                .Concat(Repository.Files("*.luo"))
                .Where(static path => !path.Contains("LiveUpdate.Conformance.Tests", StringComparison.Ordinal))
                .SelectMany(static path =>
                    Id.Matches(File.ReadAllText(path))
                        .Select(match => $"{match.Value} in {Path.GetRelativePath(Repository.Root, path)}")
                )
                .Where(static use => Catalogue.Find(ClauseId.Of(use.Split(' ')[0])) is null)
                .Distinct(),
        ];
        Assert.Empty(unknown);
    }

    [Fact]
    public void The_model_the_image_rules_the_accounts_or_a_planting_speak_of_every_clause_that_is_called_checked()
    {
        string model = string.Concat(
            Repository
                .Files("*.cs")
                .Where(static path => path.Contains("/LiveUpdate.Model/", StringComparison.Ordinal))
                .Select(File.ReadAllText)
        );
        Assert.All(
            Catalogue
                .Clauses.Where(static clause => clause.Status == ClauseStatus.Checked)
                .Where(static clause => !clause.IsObservableThrough(Image) || !ImageRules.Clauses.Contains(clause.Id))
                .Where(static clause => !MemoryAccounts.Clauses.Contains(clause.Id))
                .Where(static clause => !IsPlanted(clause)),
            clause => Assert.Contains($"\"{clause.Id}\"", model, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_image_rule_is_a_clause_of_the_catalogue() =>
        Assert.All(ImageRules.Clauses, static rule => Assert.NotNull(Catalogue.Find(rule)));

    [Fact]
    public void Every_clause_of_the_accounts_is_checked() =>
        Assert.All(MemoryAccounts.Clauses, static id => Assert.Equal(ClauseStatus.Checked, Catalogue.Find(id)!.Status));

    [Fact]
    public void A_checked_clause_that_only_the_image_can_show_is_an_image_rule()
    {
        Assert.All(
            Catalogue
                .Clauses.Where(static clause => clause.Status == ClauseStatus.Checked)
                .Where(static clause => !clause.IsObservableThrough(~ObservationClasses.Image)),
            static clause => Assert.Contains(clause.Id, ImageRules.Clauses)
        );
    }

    private static bool IsPlanted(Clause clause) =>
        clause.IsObservableThrough(ObservationClasses.Planted)
        && PlantingCatalogue.All.Any(planting => planting.Clauses.Contains(clause.Id));

    [GeneratedRegex(@"\b(?:LUO|KHO)-[A-Z]+-\d\d\b|\b(?:ABI|MEMFD|BASE)-\d\d\b", RegexOptions.None, 1000)]
    private static partial Regex Id { get; }
}
