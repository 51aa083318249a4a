using System.Reflection;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>Every row of the table of exit codes.</summary>
public class ExitCodeTests
{
    private const string PositionForgotten = """
        deviations:
          - id: position-forgotten
            shows:
              - clause: MEMFD-04
                line: ^(seek|read|write) .* -> ok (pos=0|len=)
            program: |
              luo 1
              d = open
              s = create_session d name=a
              m = memfd
              preserve_fd s m token=0x0
              seek m to=1
              kexec
              d = open
              s = retrieve_session d name=a
              m = retrieve_fd s token=0x0
              seek m to=0 from=cur
            expected: pos=1
            happened: pos=0
            why: The position is the one at the reboot.
            since: always
        """;

    private static readonly string Here = Assembly.GetExecutingAssembly().Location;

    [Fact]
    public void A_conformant_implementation_gives_0()
    {
        CommandRun run = Check("--cases", "40");
        Assert.Equal(0, run.Code);
        Assert.Contains("conformant", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_clause_gives_1()
    {
        CommandRun run = Check("--cases", "2000", "--fail-fast", "--mutant", SampleMutant.Id);
        Assert.Equal(1, run.Code);
        Assert.Contains(" broken: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_deviation_that_happens_gives_0()
    {
        using var workspace = new Workspace();
        string known = workspace.Write("known.yaml", PositionForgotten);
        CommandRun run = Check(
            "--cases",
            "400",
            "--mutant",
            "memfd-position-forgotten",
            "--known",
            known,
            "--clause",
            "MEMFD-04"
        );
        Assert.Equal(0, run.Code);
        Assert.Contains("1 broken as known", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_deviation_that_no_longer_happens_gives_1()
    {
        using var workspace = new Workspace();
        CommandRun run = Check("--cases", "40", "--known", workspace.Write("known.yaml", PositionForgotten));
        Assert.Equal(1, run.Code);
        Assert.Contains(
            "MEMFD-04 held although a known deviation is listed for it",
            run.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Another_failure_than_the_known_one_gives_1()
    {
        using var workspace = new Workspace();
        string known = workspace.Write(
            "known.yaml",
            PositionForgotten.Replace("pos=0", "pos=77", StringComparison.Ordinal)
        );
        CommandRun run = Check("--cases", "400", "--mutant", "memfd-position-forgotten", "--known", known);
        Assert.Equal(1, run.Code);
    }

    [Fact]
    public void Wrong_usage_gives_2() => Assert.Equal(2, CommandRun.Of("check", "--cases", "few").Code);

    [Theory]
    [InlineData(
        "luoconf: --cases: 'few' is no whole number from 0 to 9223372036854775807\n",
        "check",
        "--cases",
        "few"
    )]
    [InlineData("luoconf: 'frob' is not expected here; 'luoconf --help' shows what is\n", "frob")]
    [InlineData(
        "luoconf: 'chekc' is not expected here; did you mean 'check'? 'luoconf --help' shows what is\n",
        "chekc"
    )]
    public void Wrong_usage_is_told_in_one_line(string error, params string[] arguments)
    {
        CommandRun run = CommandRun.Of(arguments);
        Assert.Equal(2, run.Code);
        Assert.Equal(error, run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Wrong_configuration_gives_2()
    {
        using var workspace = new Workspace();
        string known = PositionForgotten.Replace("MEMFD-04", "NO-SUCH-01", StringComparison.Ordinal);
        CommandRun run = Check("--known", workspace.Write("known.yaml", known));
        Assert.Equal(2, run.Code);
        Assert.Contains("known.yaml:4:17: there is no clause 'NO-SUCH-01'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_implementation_that_crashes_gives_3()
    {
        CommandRun run = Check("--cases", "5", "--assembly", Here, "--type", nameof(CrashingImplementation));
        Assert.Equal(3, run.Code);
        Assert.Contains("the implementation fell over", run.Output, StringComparison.Ordinal);
        Assert.Contains("last words", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_implementation_in_this_process_that_hangs_gives_3_and_its_program_is_kept()
    {
        using var workspace = new Workspace();
        string[] target = ["--assembly", Here, "--type", nameof(HangingImplementation), "--timeout", "300ms"];
        CommandRun run = CommandRun.Of(["check", "--out", workspace.Root, .. target]);
        Assert.Equal(3, run.Code);
        Assert.Contains("has not ended within 0.3 s", run.Output, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(workspace.Root, "running-*.luo"));
    }

    [Fact]
    public void A_program_that_hangs_in_this_process_is_not_replayed_for_ever()
    {
        using var workspace = new Workspace();
        string program = workspace.Write("one.luo", "luo 1\nd = open\n");
        string[] target = ["--assembly", Here, "--type", nameof(HangingImplementation), "--timeout", "300ms"];
        CommandRun run = CommandRun.Of(["replay", program, .. target]);
        Assert.Equal(3, run.Code);
        Assert.Contains("one.luo has not ended within 0.3 s", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_implementation_that_falls_over_its_accounts_gives_3()
    {
        CommandRun run = Check("--cases", "5", "--assembly", Here, "--type", nameof(UnaccountableImplementation));
        Assert.Equal(3, run.Code);
        Assert.Contains("the books are burnt", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_ends_without_a_word_gives_3() =>
        Assert.Equal(3, Check("--cases", "5", "--", "/bin/false").Code);

    [Fact]
    public void A_program_that_cannot_begin_is_quoted()
    {
        CommandRun run = Check("--cases", "5", "--", "/bin/sh", "-c", "echo no such model >&2; exit 2");
        Assert.Equal(3, run.Code);
        Assert.Equal("luoconf: no verdict: the child process 'sh' ended, exit code 2\n  | no such model\n", run.Error);
    }

    [Fact]
    public void A_program_that_hangs_gives_3() =>
        Assert.Equal(3, Check("--cases", "5", "--timeout", "200ms", "--", "/bin/sleep", "60").Code);

    [Fact]
    public void Nobody_behind_a_socket_gives_3()
    {
        using var workspace = new Workspace();
        Assert.Equal(3, Check("--cases", "5", "--connect", $"unix:{workspace.At("nobody")}").Code);
    }

    [Fact]
    public void An_implementation_without_operations_gives_4()
    {
        CommandRun run = Check("--cases", "5", "--assembly", Here, "--type", nameof(SilentImplementation));
        Assert.Equal(4, run.Code);
        Assert.Contains("nothing-exercised", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_suite_that_misses_a_clause_it_checks_gives_70()
    {
        CommandRun run = Check("--cases", "1", "--self-check");
        Assert.Equal(70, run.Code);
        Assert.Contains("called checked but was not exercised", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_in_luoconf_gives_70_and_one_line()
    {
        using var error = new StringWriter();
        var environment = new CliEnvironment
        {
            Output = TextWriter.Null,
            Error = error,
            ErrorIsTerminal = true,
            Variable = static _ => throw new InvalidOperationException("nobody expected this"),
        };
        int code = Luoconf.Run(["check", "--cases", "1"], environment);
        Assert.Equal(70, code);
        string line = Assert.Single(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("InvalidOperationException: nobody expected this", line, StringComparison.Ordinal);
        string path = line[(line.IndexOf("details are in ", StringComparison.Ordinal) + 15)..^1];
        Assert.Contains(nameof(ExitCodeTests), File.ReadAllText(path), StringComparison.Ordinal);
        File.Delete(path);
    }

    private static CommandRun Check(params string[] arguments)
    {
        using var workspace = new Workspace();
        return CommandRun.Of(["check", "--corpus", "none", "--out", workspace.Root, .. arguments]);
    }
}
