using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace LiveUpdate.Contract.Tests;

public class RaceTextTests
{
    private static readonly Gen<RaceTurn> Turns =
        from agent in Gen.Choose(1, RaceLine.MaxAgents)
        from steps in Gen.Choose(1, 20)
        select new RaceTurn(agent, steps);

    private static readonly Gen<RaceSchedule?> Schedules = Gen.OneOf(
        Gen.Constant<RaceSchedule?>(null),
        Turns.ListOf().Select(static RaceSchedule? (turns) => new RaceSchedule([.. turns.Take(RaceSchedule.MaxTurns)]))
    );

    private static readonly Gen<ProgramLine> Racing =
        from operation in OperationGenerator.Any
        from agent in Gen.Choose(1, RaceLine.MaxAgents)
        from called in Gen.Choose(0, 9)
        from answered in Gen.Choose(0, 1)
        select called == 0 ? new ProgramLine(operation) { Race = new RaceLine(agent) }
        : answered == 0 ? new ProgramLine(operation) { Race = new RaceLine(agent, called) }
        : new ProgramLine(operation, Outcome.Refused(Errno.EBUSY)) { Race = new RaceLine(agent, called, called + 3) };

    private static readonly Gen<Program> Programs =
        from before in OperationGenerator.Any.ListOf()
        from race in Racing.ListOf()
        from after in OperationGenerator.Any.ListOf()
        from schedule in Schedules
        select new Program([.. Alone(before), .. race, .. Alone(after)])
        {
            Schedule = race.Count == 0 ? null : schedule,
        };

    [Fact]
    public void A_program_with_a_race_parses_back_from_what_it_prints() =>
        Prop.ForAll(
                Arb.From(Programs),
                static program =>
                {
                    Assert.True(
                        ProgramText.TryParse(ProgramText.Print(program), "p", out Program? back, out TextError? error),
                        error?.ToString()
                    );
                    Assert.Equal(program, back);
                }
            )
            .Holds();

    [Fact]
    public void A_schedule_parses_back_from_what_it_prints() =>
        Prop.ForAll(
                Arb.From(Turns.ListOf()),
                static turns =>
                {
                    var schedule = new RaceSchedule([.. turns.Take(RaceSchedule.MaxTurns)]);
                    Assert.True(RaceSchedule.TryParse($"{schedule}", out RaceSchedule back));
                    Assert.Equal(schedule, back);
                }
            )
            .Holds();

    [Theory]
    [InlineData("race\n1: d = open\nclose d\n2: e = open", 5, "no race goes on")]
    [InlineData("1: d = open", 2, "no race goes on")]
    [InlineData("race\nd = open", 3, "begin with their agent")]
    [InlineData("d = open\nrace", 4, "no operations")]
    [InlineData("race schedule=0\n1: d = open", 2, "a schedule is wanted")]
    [InlineData("race schedule=1*\n1: d = open", 2, "a schedule is wanted")]
    [InlineData("race soon\n1: d = open", 2, "a schedule is wanted")]
    [InlineData("race\n1: d = open\nrace", 4, "one race")]
    [InlineData("race\n1:", 3, "an operation is missing")]
    [InlineData("race\n1: d = open @3-3", 3, "moments are numbers")]
    [InlineData("race\n1: d = open -> ok @3", 3, "an answer has two moments")]
    [InlineData("race\n1: d = open @3-4", 3, "an answer has two moments")]
    [InlineData("race\n0: d = open", 3, "is not")]
    public void What_is_no_race_is_refused_with_its_place(string text, int line, string message)
    {
        Assert.False(ProgramText.TryParse($"luo 1\n{text}\n", "p", out _, out TextError? error));
        Assert.Equal(line, error.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_operation_has_no_agent() => Assert.False(OperationText.TryParse("1: d = open", out _, out _));

    [Fact]
    public void Programs_that_differ_in_their_schedule_differ()
    {
        Assert.True(ProgramText.TryParse("luo 1\nrace\n1: d = open\n", "p", out Program? program, out _));
        Assert.NotEqual(program, program with { Schedule = RaceSchedule.InOrder });
        Assert.Equal("luo 1\nrace\n1: d = open\n", $"{program}");
    }

    private static ImmutableArray<ProgramLine> Alone(IEnumerable<Operation> operations) =>
        [.. operations.Select(static operation => new ProgramLine(operation))];
}
