using LiveUpdate.Contract;

namespace LiveUpdate.Targets.Tests;

public sealed class VmBatchTests
{
    /// <summary>What every program of the test does, with names of its own, and what comes back.</summary>
    private const string Crossing = """
        luo 1
        d = open -> ok
        s = create_session d name=NAME -> ok
        m = memfd size=5000 fill=0x7 -> ok
        seek m to=7 -> ok pos=7
        preserve_fd s m token=0x1 -> ok
        t = tmpfile linked=1 -> ok
        count_fds -> ok count=4
        limit_fds free=0 -> ok
        x = dup m -> err EMFILE
        LOAD
        n = memfd size=NUMBER -> ok
        preserve_fd s n token=0x2 -> ok
        JUMP
        m = memfd -> ok
        d = open -> ok
        x = open -> err EBUSY
        s = retrieve_session d name=NAME -> ok
        r = retrieve_fd s token=0x1 -> ok
        read r len=9000 -> ok len=4993 data=07*4089,08*904
        n = retrieve_fd s token=0x2 -> ok
        stat n -> ok size=NUMBER blocks=8 mode=0x1ff links=0
        count_fds -> ok count=5
        die -> ok
        count_fds -> ok count=0
        """;

    [Fact]
    public void Programs_that_share_a_boot_get_the_answers_they_get_alone()
    {
        using var linux = new VmImplementation(Lab.Options(Lab.Newest) with { ProgramsPerBoot = 30 });
        string[] texts =
        [
            .. Enumerable.Range(1, 24).Select(n => Text(n, n % 5 == 0)),
            Text(25, false) + "kexec kho=off -> ok\nd = open -> err ENOENT\n",
            "luo 1\nreboot -> err EINVAL\nload -> ok\nunload -> ok\nreboot -> err EINVAL\n",
            "luo 1\ncold_boot liveupdate=off -> ok\nd = open -> err ENOENT\n",
            "luo 1\nd = open -> ok\nkexec kho=d -> ok\nd = open -> err ENOENT\nkexec kho=maybe -> ok\nd = open -> ok\n",
        ];
        Program[] programs = [.. texts.Select(Parse)];
        IReadOnlyList<BatchAnswer> answers = linux.RunBatch(programs, TestContext.Current.CancellationToken);

        Assert.Equal(programs.Select(static p => p.ToString()), programs.Zip(answers, WithAnswers));
        Assert.All(answers, static a => Assert.Null(a.Fault));
        Assert.All(answers.Take(24), static a => Assert.False(a.RanAlone));
        Assert.InRange(linux.Statistics.MostPrograms, 25, 28);
        Assert.InRange(linux.Statistics.Boots, 1, 3);
    }

    [Theory]
    [InlineData(TreacherousGuest.Panic, FaultKind.KernelFailed, "Kernel panic")]
    [InlineData(TreacherousGuest.Warning, FaultKind.KernelFailed, "planted.c:1")]
    [InlineData(TreacherousGuest.Hang, FaultKind.KernelFailed, "reserved=103")]
    public void A_fault_belongs_to_the_program_that_caused_it(ulong treason, FaultKind kind, string says)
    {
        VmOptions options = Lab.Options(Lab.Newest);
        using var linux = new VmImplementation(
            options with
            {
                Guest = TreacherousGuest.Build(),
                Limits = options.Limits with { Operation = TimeSpan.FromSeconds(3) },
            }
        );
        Program[] programs =
        [
            .. Enumerable
                .Range(0, 7)
                .Select(n =>
                    Parse($"luo 1\nm = memfd size={n}\nget_name m reserved={(n == 4 ? treason : 0)}\nstat m\n")
                ),
        ];
        IReadOnlyList<BatchAnswer> answers = linux.RunBatch(programs, TestContext.Current.CancellationToken);
        ImplementationFaultException fault = answers[4].Fault!;
        Assert.Equal(kind, fault.Kind);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.Equal(["ok"], answers[4].Outcomes.Select(static o => o.ToString()));
        foreach (BatchAnswer answer in answers.Where((_, i) => i != 4))
        {
            Assert.Null(answer.Fault);
            Assert.Equal(3, answer.Outcomes.Length);
        }
    }

    [Fact]
    public void What_a_kernel_said_when_it_failed_under_several_programs_is_told_though_none_does_it_alone()
    {
        using var linux = new VmImplementation(Lab.Options(Lab.Newest) with { Guest = TreacherousGuest.Build() });
        Program[] programs =
        [
            .. Enumerable
                .Range(0, 5)
                .Select(n =>
                    Parse(
                        $"luo 1\nm = memfd size={n}\nget_name m reserved={(n == 3 ? TreacherousGuest.Company : 0)}\nstat m\n"
                    )
                ),
        ];
        IReadOnlyList<BatchAnswer> answers = linux.RunBatch(programs, TestContext.Current.CancellationToken);
        ImplementationFaultException fault = answers[3].Fault!;
        Assert.Equal(FaultKind.KernelFailed, fault.Kind);
        Assert.Contains("planted.c:1", fault.Message, StringComparison.Ordinal);
        Assert.False(answers[3].RanAlone);
        Assert.Equal(["ok"], answers[3].Outcomes.Select(static o => o.ToString()));
        Assert.All(answers.Where((_, i) => i != 3), static a => Assert.Null(a.Fault));
        Assert.Equal(answers[3].Boot, answers[4].Boot);
        Assert.NotNull(answers[3].Boot);
    }

    [Fact]
    public void Memory_that_is_handed_over_for_nobody_is_noticed_and_belongs_to_the_program_that_lost_it()
    {
        using var linux = new VmImplementation(Lab.Options(Lab.Newest) with { Guest = TreacherousGuest.Build() });
        Program[] programs =
        [
            .. Enumerable
                .Range(0, 6)
                .Select(n =>
                    Parse(
                        $"""
                        luo 1
                        d = open
                        s = create_session d name=x
                        m = memfd size=81920 fill=0x1
                        preserve_fd s m token=0x1
                        get_name s reserved={(n == 3 ? TreacherousGuest.Keep : 0)}

                        """
                    )
                ),
        ];
        IReadOnlyList<BatchAnswer> answers = linux.RunBatch(programs, TestContext.Current.CancellationToken);
        Assert.All(answers, static a => Assert.NotNull(a.LossyBoot));
        FoundLoss found = Assert.IsType<FoundLoss>(linux.FindLoss(programs));
        Assert.Equal([3], found.Members);
        Assert.InRange(found.Lost.Across, 80, 200);
        Assert.InRange(found.Lost.Kept, 80, 200);
        Assert.Equal(0, found.Lost.Within);
        Assert.Null(linux.FindLoss([.. programs.Where(static (_, i) => i != 3)]));
        Assert.Null(linux.MeasureLoss(programs[0])!.Lost);
    }

    [Fact]
    public void Memory_that_the_kernel_keeps_though_all_has_ended_is_noticed_and_belongs_to_the_program_that_lost_it()
    {
        using var linux = new VmImplementation(Lab.Options(Lab.Newest) with { Guest = TreacherousGuest.Build() });
        Program[] programs =
        [
            .. Enumerable
                .Range(0, 5)
                .Select(n =>
                    Parse(
                        $"""
                        luo 1
                        m = memfd
                        get_name m reserved={(n == 2 ? TreacherousGuest.Hoard : 0)}

                        """
                    )
                ),
        ];
        FoundLoss found = Assert.IsType<FoundLoss>(linux.FindLoss(programs));
        Assert.Equal([2], found.Members);
        Assert.InRange(found.Lost.Kept, 79, 90);
        Assert.Equal(0, found.Lost.Within);
        Assert.Equal(0, found.Lost.Across);
        Assert.Null(linux.MeasureLoss(programs[0])!.Lost);
    }

    private static string Text(int number, bool loadsFirst) =>
        Crossing
            .Replace("NAME", $"batch.{number}", StringComparison.Ordinal)
            .Replace("NUMBER", $"{number}", StringComparison.Ordinal)
            .Replace("LOAD", loadsFirst ? "load -> ok" : "limit_fds -> ok", StringComparison.Ordinal)
            .Replace("JUMP", loadsFirst ? "reboot -> ok" : "kexec -> ok", StringComparison.Ordinal)
            .Replace("n = memfd", "limit_fds -> ok\nn = memfd", StringComparison.Ordinal) + "\n";

    private static Program Parse(string text)
    {
        Assert.True(ProgramText.TryParse(text, "batch", out Program? program, out TextError? error), error?.ToString());
        return program;
    }

    private static string WithAnswers(Program program, BatchAnswer answer) =>
        new Program([.. program.Operations.Zip(answer.Outcomes, static (o, a) => new ProgramLine(o, a))]).ToString();
}
