using System.Xml.Linq;

namespace LiveUpdate.Conformance.Tests.Tree;

public class DependencyTests
{
    /// <summary>What each project may know. A project that is not listed here does not belong to the solution.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["LiveUpdate.Contract"] = [],
        ["LiveUpdate.Handover"] = ["LiveUpdate.Contract"],
        ["LiveUpdate.Model"] = ["LiveUpdate.Contract"],
        ["LiveUpdate.Reference"] = ["LiveUpdate.Contract", "LiveUpdate.Handover"],
        ["LiveUpdate.Conformance"] = ["LiveUpdate.Contract", "LiveUpdate.Handover", "LiveUpdate.Model"],
        ["LiveUpdate.Conformance.Xunit"] = ["LiveUpdate.Conformance"],
        ["LiveUpdate.Targets"] = ["LiveUpdate.Contract"],
        ["LiveUpdate.Mutants"] = ["LiveUpdate.Contract", "LiveUpdate.Handover", "LiveUpdate.Reference"],
        ["LiveUpdate.Examples.Handler"] = ["LiveUpdate.Reference"],
        ["LiveUpdate.Conformance.Benchmarks"] = ["*"],
        ["LiveUpdate.Conformance.Cli"] = ["*"],
    };

    public static TheoryData<string> Projects =>
        new(
            Repository
                .Files("*.csproj")
                .Where(static p => !p.EndsWith(".Tests.csproj", StringComparison.Ordinal))
                .Select(static p => Path.GetRelativePath(Repository.Root, p))
        );

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_what_the_design_lets_it_know(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        Assert.True(MayKnow.TryGetValue(name, out string[]? allowed), $"{name} is not in the design");
        if (allowed.Contains("*"))
        {
            return;
        }

        IEnumerable<string> known = XDocument
            .Load(Path.Combine(Repository.Root, project))
            .Descendants("ProjectReference")
            .Select(static r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(known.Except(allowed, StringComparer.Ordinal));
    }

    [Fact]
    public void The_suite_never_names_the_reference() =>
        Assert.Equal(
            [],
            Repository
                .Files("*.cs")
                .Where(static p => Below(p, "conformance/LiveUpdate.Conformance/") || Below(p, "models/"))
                .Where(static p => File.ReadAllText(p).Contains("LiveUpdate.Reference", StringComparison.Ordinal))
        );

    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "LiveUpdateConformance.sln"))
            .Replace('\\', '/');
        Assert.Equal(
            [],
            Repository
                .Files("*.csproj")
                .Select(static p => Path.GetRelativePath(Repository.Root, p))
                .Where(p => !solution.Contains(p, StringComparison.Ordinal))
        );
    }

    private static bool Below(string path, string folder) =>
        Path.GetRelativePath(Repository.Root, path).StartsWith(folder, StringComparison.Ordinal)
        && !path.Contains(".Tests/", StringComparison.Ordinal);
}
