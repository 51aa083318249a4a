using System.Text.Json;

namespace LiveUpdate.Conformance.Cli.Tests;

public class SpecCommandTests
{
    [Fact]
    public void One_clause_is_explained() => GoldenFile.Matches(Explained("LUO-SESS-07").Text, "spec-LUO-SESS-07");

    [Fact]
    public void An_explanation_ends_with_what_checks_the_clause()
    {
        string checks = Explained("LUO-FILE-02").Checks;
        Assert.Contains("the model    judges it after every operation", checks, StringComparison.Ordinal);
        Assert.Contains("history/HL-25-tokens.luo", checks, StringComparison.Ordinal);
        Assert.Contains("HL-25-token-zero-is-none", checks, StringComparison.Ordinal);
        Assert.Contains("spec/clauses/", checks, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_lists_its_clauses() =>
        GoldenFile.Matches(CommandRun.Of("spec", "LUO-BOOT-*").Output, "spec-LUO-BOOT");

    [Fact]
    public void The_table_of_profiles_says_what_tells_each_from_each_other() =>
        GoldenFile.Matches(CommandRun.Of("spec", "--profiles").Output, "spec-profiles");

    [Fact]
    public void A_profile_is_explained_before_its_clauses() =>
        GoldenFile.Matches(
            CommandRun.Of("spec", "LUO-SESS-0*,LUO-OLD-*", "--profile", "linux-7.0").Output,
            "spec-profile-linux-7.0"
        );

    [Fact]
    public void The_table_of_profiles_can_be_read_by_programs()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("spec", "--profiles", "--report", "json").Output);
        JsonElement[] profiles = [.. json.RootElement.GetProperty("profiles").EnumerateArray()];
        Assert.Equal(
            Contract.Profile.All.Select(static profile => profile.Name),
            profiles.Select(static profile => profile.GetProperty("name").GetString())
        );
        Assert.Contains(
            "LUO-SESS-01",
            profiles[2]
                .GetProperty("tellingFrom")
                .GetProperty("linux-7.3")
                .EnumerateArray()
                .Select(static id => id.GetString())
        );
    }

    [Fact]
    public void Letters_and_status_narrow_the_list()
    {
        string[] rows = CommandRun.Of("spec", "--class", "i", "--status", "checked").Output.Split('\n');
        Assert.NotEmpty(rows[1..^2]);
        Assert.All(rows[1..^2], static row => Assert.Matches("^[A-Z0-9.-]+ +[a-z]+ +U?I[KP]* +checked ", row));
    }

    [Fact]
    public void The_catalogue_can_be_read_by_programs()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("spec", "--report", "json").Output);
        JsonElement[] clauses = [.. json.RootElement.GetProperty("clauses").EnumerateArray()];
        Assert.Equal(ClauseCatalogue.Load().Clauses.Length, clauses.Length);
        Assert.All(clauses, static clause => Assert.NotEmpty(clause.GetProperty("statement").GetString()!));
    }

    /// <summary>What checks a clause changes with every mutant and program; the text before it does not.</summary>
    private static (string Text, string Checks) Explained(string id)
    {
        string output = CommandRun.Of("spec", id).Output;
        int checks = output.IndexOf("  the model", StringComparison.Ordinal);
        return (output[..checks], output[checks..]);
    }
}
