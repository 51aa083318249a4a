using FsCheck;
using FsCheck.Fluent;
using LiveUpdate.Contract;
using LiveUpdate.Model;
using Outcome = LiveUpdate.Contract.Outcome;

namespace LiveUpdate.Conformance.Tests;

/// <summary>The judge of races, held against histories made by hand and by chance.</summary>
public class RaceJudgementTests
{
    [Theory]
    [InlineData("1: d = open -> ok @1-3\n2: e = open -> err EBUSY @2-4")]
    [InlineData("1: d = open -> err EBUSY @1-3\n2: e = open -> ok @2-4")]
    [InlineData("1: d = open -> ok @1-4\n1: close d -> ok @5-8\n2: e = open -> ok @6-7")]
    [InlineData("1: d = open -> ok @1-2\n1: close d -> ok @3-6\n2: e = open -> err EBUSY @4-7\n3: f = open -> ok @5-8")]
    public void Calls_that_overlap_may_have_any_order(string race) => Assert.Null(Judge(race));

    [Theory]
    [InlineData("1: d = open -> ok @1-3\n2: e = open -> ok @2-4", "LUO-RACE-02")]
    [InlineData("1: d = open -> err EBUSY @1-3\n2: e = open -> err EBUSY @2-4", "LUO-RACE-02")]
    [InlineData("1: d = open -> err EBUSY @1-2\n2: e = open -> ok @3-4", "LUO-RACE-01")]
    [InlineData("1: d = open -> ok @1-2\n1: close d -> ok @5-6\n2: e = open -> ok @3-4", "LUO-RACE-01")]
    [InlineData("1: d = open -> ok @1-2\n1: close d -> ok @3-4\n2: e = open -> err EBUSY @5-6", "LUO-RACE-01")]
    public void Answers_that_no_order_explains_are_refused(string race, string clause) =>
        Assert.Equal(clause, $"{Judge(race)?.Clause}");

    [Fact]
    public void The_race_must_explain_what_follows()
    {
        const string Race = "1: s = create_session d name=a -> ok @1-4\n2: kexec -> ok @2-5";
        Assert.Null(Judge(Race, "d = open -> ok", "d = open -> ok\nt = retrieve_session d name=a -> ok"));
        Violation? violation = Judge(
            Race,
            "d = open -> ok",
            "d = open -> ok\nt = retrieve_session d name=a -> err ENOENT"
        );
        Assert.Equal("LUO-REBOOT-06", $"{violation?.Clause}");
        Assert.Equal(4, violation!.OperationIndex);
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("err ENOENT")]
    public void A_call_that_never_came_back_may_have_happened_or_not(string answer) =>
        Assert.Null(
            Judge(
                "1: s = create_session d name=a @1\n2: kexec -> ok @2-3",
                "d = open -> ok",
                $"d = open -> ok\nt = retrieve_session d name=a -> {answer}"
            )
        );

    [Fact]
    public void A_call_after_the_jump_does_not_come_before_it() =>
        Assert.NotNull(
            Judge("1: s = create_session d name=a -> ok @3-4\n2: kexec -> ok @1-2", "d = open -> ok", "d = open -> ok")
        );

    [Fact]
    public void What_was_called_late_has_no_part_in_what_was_answered_early() =>
        Assert.NotNull(
            Judge(
                "1: s = create_session d name=a -> err EEXIST @1-2\n2: t = create_session d name=a -> ok @3-4",
                "d = open -> ok"
            )
        );

    [Theory]
    [InlineData("1: die -> ok @1-2\n2: e = open -> ok @3-4", "cannot be in a race")]
    [InlineData("1: close d -> ok @1-2\n2: s = create_session d name=a -> ok @3-4", "another agent names it")]
    [InlineData("1: kexec -> ok @1-2\n2: reboot @3", "must be the same")]
    [InlineData("1: seek d to=0 -> ok pos=0 @1-2\n2: kexec -> ok @3-4", "notes positions")]
    [InlineData(
        "1: ioctl d cmd=0xba00 arg=48000000 -> err EINVAL touched=0 @1-2\n2: e = open -> ok @3-4",
        "takes back"
    )]
    public void A_race_whose_calls_take_several_steps_is_refused(string race, string reason)
    {
        RaceRefusedException refused = Assert.Throws<RaceRefusedException>(() => Judge(race, "d = open -> ok"));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "2: write m len=1 fill=0x1 -> ok len=1 @2-4\n2: t = create_session d name=a -> ok @5-6",
        "one file after"
    )]
    [InlineData("2: truncate m size=0 -> ok @2-4\n3: truncate n size=0 -> err EPERM @5-6", "change one of them")]
    public void The_steps_in_which_a_session_ends_are_not_looked_at(string beside, string reason)
    {
        const string Before =
            "d = open -> ok\ns = create_session d name=a -> ok\nm = memfd size=9 -> ok\nn = memfd size=9 -> ok\n"
            + "preserve_fd s m token=0x1 -> ok\npreserve_fd s n token=0x2 -> ok";
        RaceRefusedException refused = Assert.Throws<RaceRefusedException>(() =>
            Judge($"1: close s -> ok @1-3\n{beside}", Before)
        );
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_free_later_than_an_FLB_is_not_looked_at()
    {
        const string Before =
            "h = handler.register compatible=a -> ok\nb = flb.register h compatible=a -> ok\nd = open -> ok\n"
            + "s = create_session d name=a -> ok\nt = create_session d name=b -> ok";
        const string Race = "1: close s -> ok @1-6\n2: close t -> ok @2-3\n2: u = create_session d name=a -> ok @4-5";

        RaceRefusedException refused = Assert.Throws<RaceRefusedException>(() => Judge(Race, Before));

        Assert.Contains("before its name", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_or_a_fault_that_would_hit_whoever_comes_first_is_refused()
    {
        const string Race = "1: s = create_session d name=a -> ok @1-2\n2: get_name t @3";
        Assert.Throws<RaceRefusedException>(() => Judge(Race, "d = open -> ok\nlimit_fds free=1 -> ok"));
        Assert.Throws<RaceRefusedException>(() => Judge(Race, "d = open -> ok\ninject alloc=9 -> ok"));
        Assert.Null(Judge(Race, "d = open -> ok\nlimit_fds free=1 -> ok\nlimit_fds -> ok"));
    }

    [Fact]
    public void A_failure_shows_when_each_call_was_made_and_answered()
    {
        Violation violation = Judge("1: d = open -> ok @1-3\n2: e = open -> ok @2-4")!;
        Assert.Equal(
            """
            no order of these calls is allowed:
            agent 1  |--------|      d = open -> ok
            agent 2     |--------|   e = open -> ok
            schedule
            """,
            violation.StateDifference
        );
        Assert.Equal(["EBUSY behind d = open"], violation.Allowed);
    }

    [Fact]
    public void Whatever_happens_one_after_the_other_has_an_order() =>
        Prop.ForAll(
                Arb.From(Gen.Choose(0, 1_000_000)),
                static index =>
                {
                    var model = new LiveUpdateModel(ModelOptions.Default);
                    var generator = new RaceGenerator(model, Features.All);
                    generator.Choices.Start(7, index);
                    RaceCase race = generator.Generate();
                    Assert.Null(RaceJudgement.Judge(Sequential(model, race, index)));
                }
            )
            .Check(FsCheck.Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void Eight_calls_of_four_agents_that_all_overlap_are_searched_in_few_steps()
    {
        var model = new LiveUpdateModel(ModelOptions.Default);
        (RacingOperation[] race, RaceHistory history, ModelState before) = Wide(model);
        var linearizer = new Linearizer(model);

        Assert.True(linearizer.Search([before], race, history));

        // All orders without a memory of states would be 8! = 40,320 of eight steps each.
        Assert.InRange(linearizer.Steps, 8, 2_000);
        Assert.Equal(8, linearizer.Order.Count);
    }

    [Fact]
    public void States_are_told_apart_exactly_and_whatever_the_order_of_their_making()
    {
        Assert.Equal(Digest("d = open\nm = memfd\nn = memfd size=5"), Digest("d = open\nn = memfd size=5\nm = memfd"));
        Assert.NotEqual(
            Digest("d = open\nm = memfd\nn = memfd size=5"),
            Digest("d = open\nm = memfd\nn = memfd size=6")
        );
        Assert.NotEqual(Digest("m = memfd\nn = memfd"), Digest("m = memfd\nn = dup m"));
        Assert.NotEqual(
            Digest("d = open\ns = create_session d name=a\nt = create_session d name=b"),
            Digest("d = open\nt = create_session d name=b\ns = create_session d name=a")
        );
        Assert.NotEqual(Digest("m = memfd size=9 fill=1"), Digest("m = memfd size=9 fill=2"));
    }

    /// <summary>Eight creations by four agents, all called before any is answered: the widest history there is.</summary>
    internal static (RacingOperation[] Race, RaceHistory History, ModelState Before) Wide(LiveUpdateModel model)
    {
        var expectation = new Expectation();
        model.Step(model.ColdBoot(BootParameters.Default), Parse("d = open"), expectation);
        RacingOperation[] race =
        [
            .. Enumerable
                .Range(0, 8)
                .Select(static i => new RacingOperation(1 + i / 2, Parse($"s{i} = create_session d name={i / 2}"))),
        ];
        var history = new RaceHistory(race.Length);
        for (int i = 0; i < race.Length; i++)
        {
            history.Call(i);
        }

        for (int i = 0; i < race.Length; i++)
        {
            history.Answer(i, i % 2 == 0 ? Outcome.Refused(Errno.EEXIST) : Outcome.Ok);
        }

        return (race, history, expectation[0].Next);
    }

    private static Operation Parse(string line) =>
        OperationText.TryParse(line, out Operation? operation, out _) ? operation : throw new FormatException(line);

    private static Violation? Judge(string race, string before = "", string after = "")
    {
        Assert.True(
            ProgramText.TryParse(
                $"luo 1\n{before}\nrace\n{race}\n{after}\n",
                "p",
                out Contract.Program? log,
                out TextError? error
            ),
            error?.ToString()
        );
        return RaceJudgement.Judge(log);
    }

    private static UInt128 Digest(string program)
    {
        var model = new LiveUpdateModel(ModelOptions.Default);
        var expectation = new Expectation();
        ModelState state = model.ColdBoot(BootParameters.Default);
        foreach (string line in program.Split('\n'))
        {
            model.Step(state, Parse(line), expectation);
            state = expectation[0].Next;
        }

        return state.Digest();
    }

    /// <summary>The log of a race whose calls were made and answered one after the other, in an order drawn by a number.</summary>
    private static Contract.Program Sequential(LiveUpdateModel model, RaceCase race, int number)
    {
        ModelState state = model.ColdBoot(BootParameters.Default);
        var expectation = new Expectation();
        var lines = new List<ProgramLine>();
        foreach (Operation operation in race.Before)
        {
            lines.Add(new ProgramLine(operation, Answer(operation)));
        }

        var racing = new ProgramLine[race.Race.Length];
        var left = Enumerable.Range(0, racing.Length).ToList();
        int boot = state.BootNumber;
        for (int moment = 1; left.Count > 0; moment += 2)
        {
            int agent = race.Race[left[number % left.Count]].Agent;
            int next = left.First(i => race.Race[i].Agent == agent);
            left.Remove(next);
            Operation operation = race.Race[next].Operation;
            racing[next] =
                state.BootNumber == boot
                    ? new ProgramLine(operation, Answer(operation)) { Race = new RaceLine(agent, moment, moment + 1) }
                    : new ProgramLine(operation) { Race = new RaceLine(agent) };
        }

        lines.AddRange(racing);
        foreach (Operation operation in race.After)
        {
            lines.Add(new ProgramLine(operation, Answer(operation)));
        }

        return new Contract.Program([.. lines]);

        Outcome Answer(Operation operation)
        {
            model.Step(state, operation, expectation);
            Alternative first = expectation[0];
            state = first.Next;
            return first.Pattern.Outcome ?? Outcome.Refused(Errno.EINVAL);
        }
    }
}
