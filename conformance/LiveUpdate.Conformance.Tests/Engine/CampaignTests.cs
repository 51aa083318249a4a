using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Tests;

public sealed class CampaignTests
{
    [Fact]
    public void The_result_does_not_depend_on_the_number_of_workers()
    {
        ModelImplementation wrong = WrongImplementations.All["duplicate name accepted"];
        foreach (StopPolicy stop in Enum.GetValues<StopPolicy>())
        {
            foreach (ModelImplementation implementation in new[] { new ModelImplementation(), wrong })
            {
                var options = new CampaignOptions
                {
                    Seed = 9,
                    Cases = 1500,
                    Stop = stop,
                };
                CampaignResult one = TestRun.Campaign(options, implementation);
                foreach (int workers in new[] { 2, 8 })
                {
                    CampaignResult many = TestRun.Campaign(options with { Workers = workers }, implementation);
                    Assert.Equal(Summary(one), Summary(many));
                }
            }
        }
    }

    [Fact]
    public void A_conformant_implementation_is_found_so()
    {
        CampaignResult result = TestRun.Campaign(new CampaignOptions { Cases = 500 }, new ModelImplementation());
        Assert.Equal(RunVerdict.Conformant, result.Verdict);
        Assert.Equal(500, result.Cases);
        Assert.True(result.Operations > 10_000);
        Assert.True(result.Kexecs > 400);
    }

    [Fact]
    public void A_wrong_model_is_noticed()
    {
        // The implementation checks frozen writes window by window, and the model now says page by page (MEMFD-07).
        var options = new CampaignOptions
        {
            Cases = 2000,
            Model = ModelOptions.Default with { WriteWindow = 4096 },
            Stop = StopPolicy.FirstFailure,
        };
        CampaignResult result = TestRun.Campaign(options, new ModelImplementation());
        Failure failure = Assert.Single(result.Failures);
        Assert.Equal(Verb.Write, failure.Minimal.Operation.Verb);
    }

    [Fact]
    public void Events_tell_the_run_in_order()
    {
        var events = new Listener();
        var options = new CampaignOptions { Cases = 300, Stop = StopPolicy.FirstFailure };
        CampaignResult result = TestRun.Campaign(options, WrongImplementations.All["duplicate name accepted"], events);
        Assert.IsType<RunStarted>(events.Events[0]);
        Assert.Same(result, Assert.IsType<RunCompleted>(events.Events[^1]).Result);
        int failed = events.Events.FindIndex(static e => e is CaseFailed);
        int minimized = events.Events.FindIndex(static e => e is FailureMinimized);
        Assert.InRange(failed, 1, minimized - 1);
    }

    [Fact]
    public void Failing_programs_are_written_before_and_after_shrinking_and_fail_when_replayed()
    {
        string directory = Directory.CreateTempSubdirectory("luo").FullName;
        try
        {
            ModelImplementation wrong = WrongImplementations.All["position lost"];
            var options = new CampaignOptions { Cases = 500, OutDirectory = directory };
            Failure failure = Assert.Single(TestRun.Campaign(options, wrong).Failures);
            foreach (string? path in new[] { failure.OriginalPath, failure.MinimalPath })
            {
                Assert.True(ProgramText.TryParse(File.ReadAllText(path!), path!, out Program? program, out _));
                ReplayResult replayed = Replay.Run(program, wrong);
                Assert.Equal(failure.Clause, replayed.Violation?.Clause);
                Assert.Empty(replayed.Unlike);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void A_cancelled_campaign_ends_with_what_was_done()
    {
        using var cancellation = new CancellationTokenSource();
        int calls = 0;
        var implementation = new ModelImplementation(
            (_, _, answer) =>
            {
                if (++calls == 20_000)
                {
                    cancellation.Cancel();
                }

                return answer;
            }
        );
        CampaignResult result = Campaign.Run(new CampaignOptions(), implementation, cancellation: cancellation.Token);
        Assert.True(result.WasCancelled);
        Assert.Equal(calls, result.Operations);
        Assert.Equal(RunVerdict.Conformant, result.Verdict);
    }

    [Fact]
    public void An_implementation_that_falls_over_gets_no_verdict()
    {
        var implementation = new ModelImplementation(
            static (_, operation, answer) =>
                operation.Verb == Verb.Fallocate ? throw new InvalidOperationException("fell over") : answer
        );
        CampaignResult result = TestRun.Campaign(new CampaignOptions { Cases = 500 }, implementation);
        Assert.Equal(RunVerdict.NoVerdict, result.Verdict);
        TargetFault fault = result.Fault!;
        Assert.Equal(FaultKind.Crashed, fault.Kind);
        Assert.Equal("fell over", fault.Message);
        Assert.Equal(Verb.Fallocate, fault.Program.Lines[fault.OperationIndex].Operation.Verb);
        Assert.Equal(fault.OperationIndex + 1, fault.Program.Lines.Length);
    }

    [Fact]
    public void Failures_of_other_clauses_are_counted_apart()
    {
        var options = new CampaignOptions { Cases = 300, Clauses = ClauseFilter.Parse("MEMFD-*") };
        CampaignResult result = TestRun.Campaign(options, WrongImplementations.All["duplicate name accepted"]);
        Assert.Empty(result.Failures);
        Assert.True(result.IgnoredCases > 0);
    }

    [Fact]
    public void The_corpus_runs_first()
    {
        Assert.True(ProgramText.TryParse("luo 1\nd = open\ne = open\n", "busy.luo", out Program? program, out _));
        var options = new CampaignOptions
        {
            Cases = 100,
            Corpus = [new CorpusProgram("busy.luo", program)],
            Stop = StopPolicy.FirstFailure,
        };
        CampaignResult result = TestRun.Campaign(options, WrongImplementations.All["device opened twice"]);
        Assert.Equal("busy.luo", Assert.Single(result.Failures).Case.CorpusName);
        Assert.Equal(1, result.Cases);
    }

    [Fact]
    public void The_journal_holds_a_program_while_it_runs()
    {
        var journal = new Journal();
        int before = 0;
        var implementation = new ModelImplementation(
            (_, _, answer) =>
            {
                before += journal.Open is null ? 1 : 0;
                return answer;
            }
        );
        TestRun.Campaign(new CampaignOptions { Cases = 20, Journal = journal }, implementation);
        Assert.Equal(0, before);
        Assert.Null(journal.Open);
        Assert.Equal(20, journal.Count);
    }

    [Fact]
    public void Answers_unlike_the_recorded_ones_are_told()
    {
        const string Text = "luo 1\nd = open -> ok\ns = create_session d name=a -> err EINVAL\n";
        Assert.True(ProgramText.TryParse(Text, "text", out Program? program, out _));
        ReplayResult result = Replay.Run(program, new ModelImplementation());
        Assert.Equal(RunVerdict.Conformant, result.Verdict);
        UnlikeAnswer unlike = Assert.Single(result.Unlike);
        Assert.Equal((1, Errno.EINVAL), (unlike.OperationIndex, unlike.Recorded.Errno));
    }

    private static string Summary(CampaignResult result)
    {
        var lines = new List<string>
        {
            $"{result.Verdict} {result.Cases} {result.Operations} {result.Kexecs} {result.FailingCases}",
            $"{result.Coverage.States} {result.Coverage.Transitions} {result.Coverage.Operations}",
        };
        lines.AddRange(result.Failures.Select(static f => $"{f.Clause} {f.Case} {f.ShrinkRuns}\n{f.Minimal.Program}"));
        lines.AddRange(
            result.Coverage.Clauses.Select(static c => $"{c.Clause} {c.Exercised} {c.Violations} {c.ByVerb.Count}")
        );
        lines.AddRange(result.Coverage.Outcomes.Select(static outcome => outcome.ToString()));
        lines.AddRange(result.Coverage.ProgramLengths.Bars.Select(static bar => bar.ToString()));
        lines.AddRange(result.Coverage.FileSizes.Bars.Select(static bar => bar.ToString()));
        return string.Join('\n', lines);
    }

    private sealed class Listener : IRunObserver
    {
        public List<RunEvent> Events { get; } = [];

        public void Observe(RunEvent runEvent) => Events.Add(runEvent);
    }

    private sealed class Journal : ICaseJournal
    {
        public object? Open { get; private set; }

        public int Count { get; private set; }

        public void Begin(object runner, Program program)
        {
            Assert.NotEmpty(program.Lines);
            Open = runner;
            Count++;
        }

        public void End(object runner)
        {
            Assert.Same(runner, Open);
            Open = null;
        }
    }
}
