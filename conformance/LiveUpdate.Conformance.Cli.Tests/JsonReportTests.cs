using System.Text.Json;

namespace LiveUpdate.Conformance.Cli.Tests;

public class JsonReportTests
{
    [Fact]
    public void A_failing_run_carries_everything_that_programs_need()
    {
        JsonElement root = Write(SampleReports.Failing);
        Assert.Equal("broken", root.GetProperty("verdict").GetString());
        Assert.Equal(17UL, root.GetProperty("seed").GetUInt64());
        Assert.Equal(21000, root.GetProperty("cases").GetInt64());
        Assert.Equal(5_250_000, root.GetProperty("operations").GetInt64());
        Assert.Equal(61_234, root.GetProperty("kexecs").GetInt64());
        Assert.Equal(4.2, root.GetProperty("seconds").GetDouble());
        JsonElement clause = root.GetProperty("clauses").GetProperty("LUO-SESS-05");
        Assert.Equal(812, clause.GetProperty("exercised").GetInt64());
        Assert.Equal(7, clause.GetProperty("violations").GetInt32());
        JsonElement failure = Assert.Single(root.GetProperty("failures").EnumerateArray());
        Assert.Equal("LUO-SESS-05", failure.GetProperty("clause").GetString());
        Assert.Equal(SampleReports.Failure.Program, failure.GetProperty("program").GetString());
        Assert.Equal(SampleReports.Failure.Minimal, failure.GetProperty("minimal").GetString());
        Assert.Equal(212, failure.GetProperty("shrinkRuns").GetInt32());
        Assert.Equal(1.34, failure.GetProperty("shrinkMilliseconds").GetDouble());
        Assert.Equal(SampleReports.Failure.Replay, failure.GetProperty("replay").GetString());
    }

    [Fact]
    public void A_fault_is_told_apart_from_a_failure()
    {
        JsonElement root = Write(SampleReports.Faulted);
        Assert.Equal("no-verdict", root.GetProperty("verdict").GetString());
        Assert.True(root.GetProperty("interrupted").GetBoolean());
        Assert.Empty(root.GetProperty("failures").EnumerateArray());
        Assert.Equal("crash", root.GetProperty("fault").GetProperty("kind").GetString());
    }

    private static JsonElement Write(RunReport report)
    {
        using var buffer = new MemoryStream();
        new JsonReport().Write(report, buffer);
        return JsonDocument.Parse(buffer.ToArray()).RootElement;
    }
}
