using System.Text.Json;

namespace LiveUpdate.Conformance.Cli.Tests;

public class BenchCommandTests
{
    [Fact]
    public void The_figures_compare_with_FsCheck_on_the_same_program_length()
    {
        CommandRun run = CommandRun.Of("bench", "--time", "200ms", "--report", "json");
        Assert.Equal(0, run.Code);
        using var json = JsonDocument.Parse(run.Output);
        JsonElement judged = json.RootElement.GetProperty("judged");
        Assert.True(judged.GetProperty("operationsPerSecond").GetDouble() > 0);
        double length = judged.GetProperty("operationsPerProgram").GetDouble();
        JsonElement arrays = json.RootElement.GetProperty("fsCheckArrays");
        Assert.InRange(arrays.GetProperty("operationsPerProgram").GetDouble(), length - 1, length + 1);
        foreach (string machine in (string[])["fsCheckStateMachine", "fsCheckBareStateMachine"])
        {
            double programs = json.RootElement.GetProperty(machine).GetProperty("operationsPerProgram").GetDouble();
            Assert.InRange(programs, length - 1, length + 1);
            Assert.True(json.RootElement.GetProperty($"{machine}Ratio").GetDouble() > 0);
            Assert.True(json.RootElement.GetProperty($"{machine}SameOperationsRatio").GetDouble() > 0);
        }

        if (json.RootElement.TryGetProperty("wire", out JsonElement wire))
        {
            double oneByOne = wire.GetProperty("oneByOnePerSecond").GetDouble();
            Assert.InRange(wire.GetProperty("pipelinedPerSecond").GetDouble(), oneByOne, double.MaxValue);
        }

        JsonElement large = json.RootElement.GetProperty("largeFile");
        Assert.Equal(1L << 24, large.GetProperty("folios").GetInt64());
        Assert.InRange(large.GetProperty("allocatedBytes").GetInt64(), 1, 4 << 20);
        Assert.NotEmpty(json.RootElement.GetProperty("shrinks").EnumerateArray());
    }
}
