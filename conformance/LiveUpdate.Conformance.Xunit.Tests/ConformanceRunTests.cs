using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Xunit.Tests;

public sealed class ConformanceRunTests
{
    private static readonly CampaignOptions s_short = ConformanceRun.DefaultOptions with { Cases = 300 };

    private static readonly CampaignOptions s_known = s_short with { Known = TakenNameIsInvalid() };

    public static TheoryData<string> Bugs => new(s_bugs.Keys);

    private static readonly Dictionary<string, Func<Operation, Outcome, Outcome>> s_bugs = new(StringComparer.Ordinal)
    {
        ["LUO-SESS-02"] = static (operation, answer) =>
            operation is CreateSession && answer.Errno == Errno.EEXIST ? Outcome.Refused(Errno.EINVAL) : answer,
        ["LUO-DEV-02"] = static (operation, answer) =>
            operation is OpenDevice && answer.Errno == Errno.EBUSY ? Outcome.Refused(Errno.EPERM) : answer,
        ["LUO-SESS-07"] = static (operation, answer) =>
            operation is GetName && answer.IsOk ? Outcome.Success(Field.Name, ByteString.Of("another")) : answer,
        ["LUO-REBOOT-01"] = static (operation, answer) =>
            operation is Reboot && answer.Errno == Errno.EINVAL ? Outcome.Refused(Errno.EBUSY) : answer,
    };

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_bug_fails_the_case_of_its_clause_and_no_other(string clause)
    {
        ConformanceRun run = ConformanceRun.Of(new WrongAnswers(s_bugs[clause]), s_short);

        string[] failed =
        [
            .. ConformanceRun.CheckedClauses.Where(id => run.OutcomeOf(id).Verdict == ClauseOutcomeKind.Failed),
        ];

        Assert.Equal([clause], failed);
        Assert.StartsWith($"{clause} broken: ", run.OutcomeOf(clause).Text, StringComparison.Ordinal);
        Assert.Empty(run.OtherFailures);
        Assert.Empty(run.WhyNoVerdict);
    }

    [Fact]
    public void A_known_deviation_skips_its_case_while_it_is_there()
    {
        ConformanceRun run = ConformanceRun.Of(new WrongAnswers(s_bugs["LUO-SESS-02"]), s_known);

        Assert.Equal(ClauseOutcomeKind.Skipped, run.OutcomeOf("LUO-SESS-02").Verdict);
        Assert.Empty(run.OtherFailures);
    }

    [Fact]
    public void A_known_deviation_that_is_gone_fails_its_case()
    {
        ConformanceRun run = ConformanceRun.Of(new WrongAnswers(static (_, answer) => answer), s_known);

        ClauseOutcome outcome = run.OutcomeOf("LUO-SESS-02");
        Assert.Equal(ClauseOutcomeKind.Failed, outcome.Verdict);
        Assert.Contains("remove it from the list", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nothing_exercised_is_skipped_and_gives_no_verdict()
    {
        var nothing = new WrongAnswers(static (_, _) => Outcome.Unsupported);
        ConformanceRun run = ConformanceRun.Of(nothing, s_short);

        Assert.All(
            ConformanceRun.CheckedClauses,
            id => Assert.Equal(ClauseOutcomeKind.Skipped, run.OutcomeOf(id).Verdict)
        );
        Assert.Contains("nothing was exercised", run.WhyNoVerdict, StringComparison.Ordinal);
    }

    [Fact]
    public void A_crash_leaves_no_verdict()
    {
        var crashing = new WrongAnswers(
            static (operation, answer) =>
                operation is Kexec
                    ? throw new ImplementationFaultException(FaultKind.Crashed, "it is gone", "last words")
                    : answer
        );
        ConformanceRun run = ConformanceRun.Of(crashing, s_short);

        Assert.Contains("it is gone", run.WhyNoVerdict, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_no_clause_names_fails_outside_of_the_clauses()
    {
        var wrong = new WrongAnswers(
            static (operation, answer) =>
                operation is ReadFile && answer.IsOk
                    ? Outcome.Success([new FieldValue(Field.Len, 0), new FieldValue(Field.Data, ByteString.Of("00*0"))])
                    : answer
        );
        ConformanceRun run = ConformanceRun.Of(wrong, s_short with { Cases = 50 });

        Assert.NotEmpty(run.OtherFailures);
    }

    private static KnownDeviations TakenNameIsInvalid()
    {
        const string text = """
            deviations:
              - id: taken-name-is-invalid
                shows:
                  - clause: LUO-SESS-02
                    line: -> err EINVAL
                program: |
                  luo 1
                  d = open
                  s = create_session d name=a
                  t = create_session d name=a
                expected: EEXIST
                happened: EINVAL
                why: A test of known deviations.
                since: always
            """;
        Assert.True(
            KnownDeviations.TryRead(
                "known",
                text,
                ClauseCatalogue.Load(),
                out KnownDeviations? known,
                out TextError? error
            ),
            $"{error}"
        );
        return known;
    }
}
