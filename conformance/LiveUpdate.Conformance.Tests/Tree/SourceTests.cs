using System.Text.RegularExpressions;

namespace LiveUpdate.Conformance.Tests.Tree;

public partial class SourceTests
{
    [Fact]
    public void A_file_of_the_product_holds_one_public_type_and_is_named_for_it()
    {
        var wrong = new List<string>();
        foreach (
            string path in Repository.Files("*.cs").Where(static p => !p.Contains(".Tests/", StringComparison.Ordinal))
        )
        {
            string[] types =
            [
                .. PublicType().Matches(File.ReadAllText(path)).Select(static m => m.Groups["name"].Value),
            ];
            string name = Path.GetFileNameWithoutExtension(path).Split('.')[0];
            if (types.Length > 1 || (types.Length == 1 && types[0] != name))
            {
                wrong.Add($"{Path.GetRelativePath(Repository.Root, path)}: {string.Join(", ", types)}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_is_left_to_do_in_the_sources() =>
        Assert.Equal(
            [],
            Repository
                .Files("*.cs")
                .Where(static p => !p.EndsWith("SourceTests.cs", StringComparison.Ordinal))
                .Where(static p => Unfinished().IsMatch(File.ReadAllText(p)))
        );

    [GeneratedRegex(
        @"^public (?:(?:abstract|sealed|static|partial|readonly|ref|unsafe) )*(?:class|record struct|record class|record|struct|interface|enum) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex PublicType();

    [GeneratedRegex(
        @"\bTODO\b|\bFIXME\b|NotImplementedException",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Unfinished();
}
