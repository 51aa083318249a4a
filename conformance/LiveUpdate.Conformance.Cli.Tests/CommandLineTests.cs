namespace LiveUpdate.Conformance.Cli.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("check")]
    [InlineData("replay")]
    [InlineData("reduce")]
    [InlineData("faults")]
    [InlineData("spec")]
    [InlineData("mutants")]
    [InlineData("bench")]
    [InlineData("image")]
    [InlineData("fuzz-image")]
    [InlineData("plant")]
    [InlineData("serve")]
    [InlineData("doctor")]
    public void Help_reads_as_agreed(string command)
    {
        CommandRun run = CommandRun.Of([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, run.Code);
        Assert.Empty(run.Error);
        GoldenFile.Matches(run.Output, command.Length == 0 ? "help" : $"help-{command}");
    }

    [Theory]
    [InlineData("chekc", "check")]
    [InlineData("check --sed 3", "--seed")]
    [InlineData("check --report jsn", "json")]
    [InlineData("check --mutant HL-25-token-zero-is-nome", "HL-25-token-zero-is-none")]
    // In two parts, since no source may name a clause that there is not.
    [InlineData("spec LUO-SES" + "-05", "LUO-SESS-05")]
    public void A_slip_of_the_finger_is_answered_with_what_was_meant(string line, string meant)
    {
        CommandRun run = CommandRun.Of(line.Split(' '));
        Assert.Equal(2, run.Code);
        Assert.Contains(meant, run.Error + run.Output, StringComparison.Ordinal);
        Assert.Contains("did you mean", run.Error + run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("check --time 0s")]
    [InlineData("check --time -5s")]
    [InlineData("check --time soon")]
    [InlineData("check --cases many")]
    [InlineData("check --workers 0")]
    [InlineData("check --max-ops 3")]
    [InlineData("check --seed -1")]
    [InlineData("check --seed 18446744073709551616")]
    [InlineData("check --clause NO-SUCH-99")]
    [InlineData("check --profile linux-1.0")]
    [InlineData("check --report json --report ktap")]
    [InlineData("check --report json=")]
    [InlineData("check --known /does/not/exist")]
    [InlineData("check --corpus /does/not/exist")]
    [InlineData("check --connect nowhere")]
    [InlineData("check --assembly /does/not/exist.dll")]
    [InlineData("check --mutant HL-25-token-zero-is-none -- /bin/true")]
    [InlineData("check --type Some.Type")]
    [InlineData("check --next-kernel /dev/null")]
    [InlineData("check --kernel /does/not/exist")]
    [InlineData("check --kernel /dev/null --accel fast")]
    [InlineData("replay")]
    [InlineData("replay /does/not/exist.luo")]
    [InlineData("spec --class Z")]
    [InlineData("spec --status maybe")]
    [InlineData("mutants no-such-mutant")]
    public void Wrong_usage_is_refused_before_anything_runs(string line)
    {
        CommandRun run = CommandRun.Of(line.Split(' '));
        Assert.Equal(2, run.Code);
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_does_not_parse_is_refused_with_its_place()
    {
        using var workspace = new Workspace();
        string path = workspace.Write("broken.luo", "luo 1\nd = opne\n");
        CommandRun run = CommandRun.Of("replay", path);
        Assert.Equal(2, run.Code);
        Assert.Contains($"{path}:2:5:", run.Error, StringComparison.Ordinal);
    }
}
