using System.Text.Json;

namespace LiveUpdate.Conformance.Cli.Tests;

public class SpecCommandTests
{
    [Fact]
    public void One_clause_is_explained_with_what_checks_it() =>
        GoldenFile.Matches(CommandRun.Of("spec", "LUO-SESS-07").Output, "spec-LUO-SESS-07");

    [Fact]
    public void A_pattern_lists_its_clauses() =>
        GoldenFile.Matches(CommandRun.Of("spec", "LUO-BOOT-*").Output, "spec-LUO-BOOT");

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
}
