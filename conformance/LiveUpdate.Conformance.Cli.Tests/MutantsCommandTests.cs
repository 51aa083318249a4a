using System.Text.Json;

namespace LiveUpdate.Conformance.Cli.Tests;

public class MutantsCommandTests
{
    [Fact]
    public void The_table_is_the_same_for_any_number_of_workers()
    {
        string one = CommandRun.Of("mutants", "*-token-*", "--workers", "1").Output;
        Assert.Equal(one, CommandRun.Of("mutants", "*-token-*", "--workers", "2").Output);
        Assert.Equal(one, CommandRun.Of("mutants", "*-token-*", "--workers", "8").Output);
    }

    [Fact]
    public void A_killed_mutant_is_a_row_with_clause_cases_operations_and_length()
    {
        CommandRun run = CommandRun.Of("mutants", SampleMutant.Id, "--report", "json");
        Assert.Equal(0, run.Code);
        using var json = JsonDocument.Parse(run.Output);
        JsonElement row = Assert.Single(json.RootElement.GetProperty("mutants").EnumerateArray());
        Assert.Equal("killed", row.GetProperty("fate").GetString());
        Assert.Contains(row.GetProperty("clause").GetString()!, SampleMutant.Breaks);
        Assert.InRange(row.GetProperty("cases").GetInt64(), 1, 2000);
        Assert.InRange(row.GetProperty("minimalLength").GetInt32(), 2, 12);
    }

    [Fact]
    public void A_mutant_that_survives_fails_the_command()
    {
        CommandRun run = CommandRun.Of("mutants", SampleMutant.Id, "--cases", "0");
        Assert.Equal(1, run.Code);
        Assert.Contains("survived", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_names_each_mutant_with_what_it_breaks()
    {
        CommandRun run = CommandRun.Of("mutants", "--list");
        Assert.Equal(0, run.Code);
        Assert.Contains($"{SampleMutant.Breaks[0]}", run.Output, StringComparison.Ordinal);
    }
}
