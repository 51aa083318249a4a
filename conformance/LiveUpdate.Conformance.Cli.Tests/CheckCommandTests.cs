using System.Text.Json;
using System.Xml.Linq;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli.Tests;

public class CheckCommandTests
{
    [Fact]
    public void The_failing_and_the_minimal_program_are_written_and_each_replays()
    {
        using var workspace = new Workspace();
        CommandRun check = Failing(workspace, "--report", $"json={workspace.At("report.json")}");
        Assert.Equal(1, check.Code);
        string[] programs = Directory.GetFiles(workspace.Root, "*.luo");
        Assert.Equal(2, programs.Length);
        foreach (string program in programs)
        {
            CommandRun replay = CommandRun.Of("replay", program, "--mutant", SampleMutant.Id);
            Assert.Equal(1, replay.Code);
            Assert.Contains(" broken: ", replay.Output, StringComparison.Ordinal);
            Assert.Equal(0, CommandRun.Of("replay", program).Code);
        }
    }

    [Fact]
    public void The_command_that_a_failure_quotes_replays_it()
    {
        using var workspace = new Workspace();
        CommandRun check = Failing(workspace);
        string line = check.Output.Split('\n').First(static l => l.StartsWith("  replay", StringComparison.Ordinal));
        string[] words = line["  replay".Length..].Trim().Split(' ');
        Assert.Equal("luoconf", words[0]);
        Assert.Equal(1, CommandRun.Of(words[1..]).Code);
    }

    [Fact]
    public void Reduce_finds_the_minimal_program_that_the_campaign_found()
    {
        using var workspace = new Workspace();
        Failing(workspace, "--report", $"json={workspace.At("report.json")}");
        using var report = JsonDocument.Parse(File.ReadAllText(workspace.At("report.json")));
        JsonElement failure = report.RootElement.GetProperty("failures")[0];
        string original = workspace.Write("original.luo", failure.GetProperty("program").GetString()!);
        CommandRun reduce = CommandRun.Of("reduce", original, "--mutant", SampleMutant.Id);
        Assert.Equal(1, reduce.Code);
        Assert.Equal(failure.GetProperty("minimal").GetString(), File.ReadAllText(workspace.At("original.min.luo")));
        Assert.Equal(0, CommandRun.Of("reduce", original).Code);
    }

    [Fact]
    public void All_reports_of_one_run_agree()
    {
        using var workspace = new Workspace();
        string[] formats = ["text", "json", "junit", "ktap", "ndjson"];
        CommandRun run = Failing(
            workspace,
            [.. formats.SelectMany(f => new[] { "--report", $"{f}={workspace.At(f)}" })]
        );
        Assert.Equal(run.Output, File.ReadAllText(workspace.At("text")));
        using var json = JsonDocument.Parse(File.ReadAllText(workspace.At("json")));
        string clause = json.RootElement.GetProperty("failures")[0].GetProperty("clause").GetString()!;
        KtapParser.Document ktap = KtapParser.Parse(File.ReadAllText(workspace.At("ktap")));
        Assert.Equal(clause, Assert.Single(ktap.Results, static result => !result.Ok).Description);
        XElement failed = Assert.Single(XDocument.Load(workspace.At("junit")).Descendants("failure")).Parent!;
        Assert.StartsWith(clause, failed.Attribute("name")!.Value, StringComparison.Ordinal);
        string[] events =
        [
            .. File.ReadAllLines(workspace.At("ndjson"))
                .Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!)
                .Where(static name => name != "ProgressReported"),
        ];
        Assert.Equal(["RunStarted", "CaseFailed", "FailureMinimized", "RunCompleted"], events);
        Assert.DoesNotContain(
            Directory.GetFiles(workspace.Root),
            static file => file.EndsWith(".part", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void One_report_can_go_to_standard_output_in_place_of_the_text()
    {
        using var workspace = new Workspace();
        CommandRun run = Failing(workspace, "--report", "ktap");
        Assert.False(KtapParser.Parse(run.Output).Results.All(static result => result.Ok));
    }

    [Fact]
    public void A_filter_shows_how_often_its_clauses_were_exercised()
    {
        CommandRun run = CommandRun.Of("check", "--corpus", "none", "--cases", "60", "--clause", "LUO-SESS-0*");
        Assert.Equal(0, run.Code);
        Assert.Contains("LUO-SESS-02", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("LUO-FILE", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_run_reports_what_was_done()
    {
        CommandRun run = CommandRun.Until(@"\b[1-9]\d* cases,", "check", "--corpus", "none", "--time", "60s");
        Assert.Equal(0, run.Code);
        Assert.Contains("conformant so far (interrupted)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_built_in_corpus_runs_first_and_holds()
    {
        CommandRun run = CommandRun.Of("check", "--cases", "0");
        Assert.Equal(0, run.Code);
        Assert.Contains($"{BuiltInCorpus.Load(Profile.Linux73).Count} cases", run.Output, StringComparison.Ordinal);
    }

    private static CommandRun Failing(Workspace workspace, params string[] arguments) =>
        CommandRun.Of([
            "check",
            "--corpus",
            "none",
            "--cases",
            "2000",
            "--fail-fast",
            "--workers",
            "1",
            "--out",
            workspace.Root,
            "--mutant",
            SampleMutant.Id,
            .. arguments,
        ]);
}
