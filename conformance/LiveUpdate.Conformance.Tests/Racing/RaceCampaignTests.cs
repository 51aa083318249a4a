using LiveUpdate.Contract;
using LiveUpdate.Model;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Tests;

/// <summary>Races on the reference and on references with a lost lock.</summary>
public class RaceCampaignTests
{
    private static readonly string[] AboutRaces =
    [
        "LUO-RACE-01",
        "LUO-RACE-02",
        "LUO-RACE-03",
        "LUO-RACE-04",
        "LUO-RACE-05",
        "LUO-RACE-06",
        "LUO-RACE-07",
        "LUO-REBOOT-06",
        "LUO-SESS-11",
    ];

    [Fact]
    public void The_reference_holds_every_clause_on_races()
    {
        CampaignResult result = TestRun.Campaign(
            new CampaignOptions { Cases = 1024, Seed = 3 },
            new ReferenceImplementation()
        );

        Assert.Empty(result.Failures);
        Assert.Null(result.Fault);
        Assert.Equal(170, result.Races);
        Assert.All(
            ["LUO-RACE-08", "LUO-REBOOT-08"],
            id => Assert.InRange(result.Coverage.Of(ClauseId.Of(id)).Exercised, 5, long.MaxValue)
        );
        Assert.All(AboutRaces, id => Assert.InRange(result.Coverage.Of(ClauseId.Of(id)).Exercised, 15, long.MaxValue));
    }

    [Fact]
    public void Events_of_a_state_race_with_every_call_of_Linux_and_the_reference_holds_every_clause()
    {
        CampaignResult result = TestRun.Campaign(
            new CampaignOptions
            {
                Cases = 1024,
                Seed = 3,
                Model = ModelOptions.Default with { Profile = Profile.LuoV4 },
            },
            new ReferenceImplementation(Profile.LuoV4)
        );

        Assert.Empty(result.Failures);
        Assert.Null(result.Fault);
        Assert.Equal(170, result.Races);
        Assert.InRange(result.Coverage.Of(ClauseId.Of("LUO-STATE-13")).Exercised, 300, long.MaxValue);
        Assert.All(AboutRaces, id => Assert.InRange(result.Coverage.Of(ClauseId.Of(id)).Exercised, 5, long.MaxValue));
    }

    [Theory]
    [InlineData("stateful-kho")]
    [InlineData("multi-version")]
    public void What_users_in_the_kernel_hand_over_by_KHO_alone_does_not_race(string name)
    {
        Profile profile = Profile.Find(name)!;

        Assert.Equal(
            0,
            TestRun
                .Campaign(
                    new CampaignOptions { Cases = 64, Model = ModelOptions.Default with { Profile = profile } },
                    new ReferenceImplementation(profile)
                )
                .Races
        );
    }

    [Fact]
    public void What_a_race_finds_does_not_depend_on_the_number_of_workers()
    {
        var options = new CampaignOptions { Cases = 300, Seed = 2 };
        CampaignResult one = TestRun.Campaign(options, Without(KernelLock.Session));

        Assert.NotEmpty(one.Failures);
        foreach (int workers in new[] { 2, 8 })
        {
            CampaignResult many = TestRun.Campaign(options with { Workers = workers }, Without(KernelLock.Session));
            Assert.Equal(Summary(one), Summary(many));
        }
    }

    [Theory]
    [InlineData(KernelLock.Device, "LUO-RACE-02")]
    [InlineData(KernelLock.Incoming, "LUO-SESS-11")]
    [InlineData(KernelLock.Owned, "LUO-RACE-03")]
    [InlineData(KernelLock.Session, "LUO-RACE-05")]
    [InlineData(KernelLock.Serialize, "LUO-REBOOT-06")]
    [InlineData(KernelLock.Bound, "LUO-RACE-07")]
    [InlineData(KernelLock.Inode, "LUO-RACE-08")]
    public void A_lost_lock_is_found_and_found_again_by_its_program(KernelLock name, string clause)
    {
        CampaignResult result = TestRun.Campaign(
            new CampaignOptions { Cases = 2048, Stop = StopPolicy.FirstFailure },
            Without(name)
        );
        Failure failure = Assert.Single(result.Failures);
        Assert.Equal(clause, $"{failure.Clause}");
        Assert.True(failure.IsMinimal);

        Assert.True(ProgramText.TryParse($"{failure.Minimal.Program}", "p", out Contract.Program? saved, out _));
        for (int i = 0; i < 3; i++)
        {
            ReplayResult again = Replay.Run(saved, Without(name));
            Assert.Equal(clause, $"{again.Violation?.Clause}");
            Assert.Equal(saved, again.Program);
            Assert.Empty(again.Unlike);
        }

        Assert.Equal(RunVerdict.Conformant, Replay.Run(saved, new ReferenceImplementation()).Verdict);
        if (failure.Minimal.Kind == ViolationKind.Answer)
        {
            Assert.Equal(clause, $"{RaceJudgement.Judge(saved)?.Clause}");
        }
    }

    [Fact]
    public void Nothing_can_be_left_out_of_a_minimal_race()
    {
        CampaignResult result = TestRun.Campaign(
            new CampaignOptions { Cases = 2048, Stop = StopPolicy.FirstFailure },
            Without(KernelLock.Owned)
        );
        Contract.Program minimal = Assert.Single(result.Failures).Minimal.Program;
        for (int i = 0; i < minimal.Lines.Length; i++)
        {
            Contract.Program smaller = new(minimal.Lines.RemoveAt(i)) { Schedule = null };
            Violation? violation = smaller.HasRace ? Replay.Run(smaller, Without(KernelLock.Owned)).Violation : null;
            Assert.NotEqual("LUO-RACE-03", $"{violation?.Clause}");
        }
    }

    [Fact]
    public void A_race_without_a_schedule_is_searched_for_one()
    {
        const string Text = "luo 1\nrace\n1: d = open\n2: e = open\n";
        Assert.True(ProgramText.TryParse(Text, "p", out Contract.Program? program, out _));
        Assert.Equal("LUO-RACE-02", $"{Replay.Run(program, Without(KernelLock.Device)).Violation?.Clause}");
        Assert.Equal(RunVerdict.Conformant, Replay.Run(program, new ReferenceImplementation()).Verdict);
    }

    [Fact]
    public void What_needs_no_race_is_shown_without_one()
    {
        const string Text = """
            luo 1
            d = open
            race schedule=2*3,1
            1: s = create_session d name=a
            2: t = create_session d name=b
            kexec
            d = open
            s = retrieve_session d name=a
            """;
        Assert.True(ProgramText.TryParse(Text, "p", out Contract.Program? program, out _));
        Violation? violation = Replay.Run(program, new ReferenceImplementation(parts: new NamesCut())).Violation;
        Assert.NotNull(violation);
        Assert.False(violation.Program.HasRace);
    }

    [Fact]
    public void An_implementation_that_cannot_race_is_not_asked_to()
    {
        const string Text = "luo 1\nrace\n1: d = open\n2: e = open\n";
        Assert.True(ProgramText.TryParse(Text, "p", out Contract.Program? program, out _));
        Assert.Equal(RunVerdict.NothingExercised, Replay.Run(program, new ModelImplementation()).Verdict);
        Assert.Equal(0, TestRun.Campaign(new CampaignOptions { Cases = 64 }, new ModelImplementation()).Races);
    }

    [Theory]
    [MemberData(nameof(DocumentTests.Programs), MemberType = typeof(DocumentTests))]
    public void Races_in_the_documents_run_as_they_are_written(string place)
    {
        Assert.True(ProgramText.TryParse(DocumentTests.Text(place), place, out Contract.Program? program, out _));
        if (program.HasRace)
        {
            Profile profile = DocumentTests.ProfileOf(place);
            ReplayResult result = Replay.Run(
                program,
                new ReferenceImplementation(profile),
                modelOptions: ModelOptions.Default with
                {
                    Profile = profile,
                }
            );
            Assert.Equal(RunVerdict.Conformant, result.Verdict);
            Assert.Equal($"{program}", $"{result.Program}");
        }
    }

    private static ReferenceImplementation Without(KernelLock name) => new(parts: new LostLock(name));

    private static string Summary(CampaignResult result) =>
        string.Join(
            '\n',
            result.Failures.Select(static failure => $"{failure.Case} {failure.Minimal.Program} {failure.ShrinkRuns}")
        ) + $"\n{result.Races} {result.RaceRuns} {result.FailingCases}";

    private sealed class LostLock(KernelLock lost) : Parts
    {
        protected override bool Takes(KernelLock name) => name != lost;
    }

    private sealed class NamesCut : Parts
    {
        protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

        private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
        {
            protected override void WriteRecord(Session session, Span<byte> entry)
            {
                base.WriteRecord(session, entry);
                entry[0] = (byte)'z';
            }
        }
    }
}
