using System.Diagnostics;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>The real process, as a shell starts it.</summary>
public class ProcessTests
{
    [Fact]
    public void The_exit_code_and_both_streams_reach_the_shell()
    {
        using Process good = Start("spec", "LUO-SESS-07");
        Assert.Contains("GET_NAME", good.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        good.WaitForExit();
        Assert.Equal(0, good.ExitCode);
        // In two parts, since no source may name a clause that there is not.
        using Process bad = Start("spec", "LUO-SES" + "-07");
        Assert.Contains("did you mean", bad.StandardError.ReadToEnd(), StringComparison.Ordinal);
        bad.WaitForExit();
        Assert.Equal(2, bad.ExitCode);
    }

    [Fact]
    public void An_interrupt_ends_the_run_with_a_report()
    {
        using var workspace = new Workspace();
        using Process process = Start("check", "--time", "60s", "--out", workspace.Root);
        Assert.StartsWith("judging", process.StandardError.ReadLine(), StringComparison.Ordinal);
        Thread.Sleep(500);
        Process.Start("/bin/kill", ["-INT", $"{process.Id}"]).WaitForExit();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.Contains("so far (interrupted)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Served_over_the_wire_the_reference_is_as_conformant_as_in_the_process()
    {
        string self = typeof(Luoconf).Assembly.Location;
        CommandRun run = CommandRun.Of("check", "--corpus", "none", "--cases", "5", "--", "dotnet", self, "serve");
        Assert.Equal(0, run.Code);
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [typeof(Luoconf).Assembly.Location, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
}
