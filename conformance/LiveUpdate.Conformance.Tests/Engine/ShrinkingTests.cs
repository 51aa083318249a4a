using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

public sealed class ShrinkingTests
{
    private const int Seeds = 10;

    /// <summary>The bugs that show in one way only; the others have several shortest programs.</summary>
    public static TheoryData<string> Bugs => [.. WrongImplementations.All.Keys];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void Counterexamples_are_minimal(string bug)
    {
        ModelImplementation wrong = WrongImplementations.All[bug];
        Failure failure = Find(wrong, 1);
        Assert.True(failure.IsMinimal);
        Program? smaller = Minimality.FindSmaller(
            failure.Minimal.Program,
            program => Replay.Run(program, wrong).Violation?.Clause == failure.Clause
        );
        Assert.Null(smaller);
    }

    [Theory]
    [InlineData("token 0 refused")]
    [InlineData("duplicate name accepted")]
    [InlineData("session retrieved twice")]
    [InlineData("position lost")]
    [InlineData("seals lost")]
    [InlineData("second page zero")]
    [InlineData("frozen file grows")]
    [InlineData("52nd session lost")]
    [InlineData("unlinked file refused")]
    [InlineData("device opened twice")]
    public void One_bug_gives_one_program_from_nine_of_ten_seeds(string bug)
    {
        var programs = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int seed = 1; seed <= Seeds; seed++)
        {
            Failure failure = Find(WrongImplementations.All[bug], (ulong)seed);
            string text = $"{failure.Clause} {failure.Minimal.Program}";
            programs[text] = programs.GetValueOrDefault(text) + 1;
        }

        Assert.True(programs.Values.Max() >= 9, string.Join('\n', programs.Keys));
    }

    [Fact]
    public void Shrinking_takes_few_runs()
    {
        List<int> runs = [];
        foreach (ModelImplementation wrong in WrongImplementations.All.Values)
        {
            runs.Add(Find(wrong, 3).ShrinkRuns);
        }

        runs.Sort();
        Assert.InRange(runs[runs.Count / 2], 1, 300);
    }

    [Fact]
    public void A_given_program_is_reduced_to_what_fails()
    {
        const string Text = """
            luo 1
            dev = open
            one = create_session dev name=network
            two = create_session dev name=storage
            f = memfd size=4096 fill=0x20
            preserve_fd one f token=0x9
            three = create_session dev name=storage
            close two
            """;
        Assert.True(ProgramText.TryParse(Text, "text", out Program? program, out _));
        Failure? failure = TestRun.Reduce(program, WrongImplementations.All["duplicate name accepted"]);
        Assert.Equal(
            "luo 1\nd = open\ns = create_session d name=a\nt = create_session d name=a\n",
            Program.Of(failure!.Minimal.Program.Operations).ToString()
        );
        Assert.Null(TestRun.Reduce(program, new ModelImplementation()));
    }

    [Fact]
    public void Handles_get_canonical_names_and_keep_what_they_name()
    {
        const string Text = """
            luo 1
            abc = open
            x9 = create_session abc name=a
            q = memfd
            q = memfd
            preserve_fd x9 zz token=0x1
            kexec
            k = open
            y = retrieve_session k name=a
            get_name x9
            """;
        const string Canonical = """
            luo 1
            d = open
            s = create_session d name=a
            m = memfd
            m = memfd
            preserve_fd s n token=0x1
            kexec
            d = open
            t = retrieve_session d name=a
            get_name s

            """;
        Assert.True(ProgramText.TryParse(Text, "text", out Program? program, out _));
        Assert.Equal(Canonical, Program.Of(CanonicalHandles.Rename([.. program.Operations])).ToString());
    }

    private static Failure Find(ModelImplementation wrong, ulong seed)
    {
        var options = new CampaignOptions
        {
            Seed = seed,
            Cases = 4000,
            Stop = StopPolicy.FirstFailure,
        };
        return Assert.Single(TestRun.Campaign(options, wrong).Failures);
    }
}
