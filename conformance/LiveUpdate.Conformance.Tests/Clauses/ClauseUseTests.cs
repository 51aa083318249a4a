using System.Text.RegularExpressions;
using LiveUpdate.Conformance.Tests.Tree;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

public partial class ClauseUseTests
{
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
    public void The_model_speaks_of_every_clause_that_is_called_checked()
    {
        string model = string.Concat(
            Repository
                .Files("*.cs")
                .Where(static path => path.Contains("/LiveUpdate.Model/", StringComparison.Ordinal))
                .Select(File.ReadAllText)
        );
        Assert.All(
            Catalogue.Clauses.Where(static clause => clause.Status == ClauseStatus.Checked),
            clause => Assert.Contains($"\"{clause.Id}\"", model, StringComparison.Ordinal)
        );
    }

    [GeneratedRegex(@"\b(?:LUO|KHO)-[A-Z]+-\d\d\b|\b(?:ABI|MEMFD|BASE)-\d\d\b", RegexOptions.None, 1000)]
    private static partial Regex Id { get; }
}
