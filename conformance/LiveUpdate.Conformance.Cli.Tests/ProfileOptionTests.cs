using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli.Tests;

public class ProfileOptionTests
{
    public static TheoryData<string> Names => [.. Profile.All.Select(static profile => profile.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reference_of_a_profile_is_judged_by_its_contract(string name)
    {
        using var workspace = new Workspace();
        CommandRun run = CommandRun.Of("check", "--profile", name, "-n", "50", "-o", workspace.At("out"));
        Assert.Equal((int)ExitCode.Conformant, run.Code);
        Assert.Contains($"reference {name}: conformant", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reference_of_another_profile_breaks_a_clause_and_says_how_to_replay_it()
    {
        using var workspace = new Workspace();
        CommandRun run = CommandRun.Of(
            "check",
            "--reference",
            "linux-7.1",
            "--profile",
            "linux-7.2",
            "-n",
            "50",
            "-o",
            workspace.At("out")
        );
        Assert.Equal((int)ExitCode.Broken, run.Code);
        Assert.Contains("LUO-SESS-07 broken", run.Output, StringComparison.Ordinal);
        Assert.Contains("--reference linux-7.1 --profile linux-7.2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mutant_of_a_profile_is_held_to_its_profile()
    {
        using var workspace = new Workspace();
        CommandRun run = CommandRun.Of(
            "check",
            "--mutant",
            "oldest-version-taken",
            "-n",
            "50",
            "-o",
            workspace.At("out")
        );
        Assert.Equal((int)ExitCode.Broken, run.Code);
        Assert.Contains("KHO-VERS-01 broken", run.Output, StringComparison.Ordinal);
        Assert.Contains("profile multi-version", run.Output, StringComparison.Ordinal);
    }
}
