using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using LiveUpdate.Examples.Handler;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>The examples do what their tutorial says.</summary>
public class ExampleTests
{
    private static readonly string s_examples = Path.GetFullPath(Path.Combine(Here(), "..", "examples"));

    [Fact]
    public void The_implementation_in_Python_is_conformant()
    {
        SkipWithout("python3");
        CommandRun run = Check("python3", Path.Combine(s_examples, "python", "liveupdate.py"));
        Assert.True(run.Code == 0, run.Output + run.Error);
        Assert.Contains("python-example 1.0: conformant", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_implementation_in_Python_goes_on_behind_faults()
    {
        SkipWithout("python3");
        using var workspace = new Workspace();
        string[] programs = ["faults", Path.Combine(s_examples, "..", "corpus", "design"), "--cases", "2"];
        string[] child = ["--", "python3", Path.Combine(s_examples, "python", "liveupdate.py")];
        CommandRun run = CommandRun.Of([.. programs, "--out", workspace.Root, .. child]);
        Assert.True(run.Code == 0, run.Output + run.Error);
        Assert.Contains("0 allocations", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 copy-outs", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_skeleton_in_Python_exercises_nothing()
    {
        SkipWithout("python3");
        Assert.Equal(4, Check("python3", Path.Combine(s_examples, "python", "skeleton.py")).Code);
    }

    [Fact]
    public void The_skeleton_in_C_exercises_nothing()
    {
        SkipWithout("gcc");
        using var workspace = new Workspace();
        string skeleton = Path.Combine(workspace.Root, "skeleton");
        using Process compiler = Process.Start(
            "gcc",
            [
                "-std=c11",
                "-Wall",
                "-Wextra",
                "-Wpedantic",
                "-Werror",
                "-o",
                skeleton,
                Path.Combine(s_examples, "c", "skeleton.c"),
            ]
        );
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
        Assert.Equal(4, Check(skeleton).Code);
    }

    [Fact]
    public void The_file_handler_is_conformant()
    {
        CommandRun run = OfHandler("check", "--cases", "300");
        Assert.True(run.Code == 0, run.Output + run.Error);
        Assert.Contains("chain linux-7.3: conformant", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_handler_keeps_nothing_when_a_fault_hits_it()
    {
        CommandRun run = OfHandler("faults", Path.Combine(s_examples, "..", "corpus", "edges"), "--cases", "10");
        Assert.True(run.Code == 0, run.Output + run.Error);
    }

    private static CommandRun OfHandler(params string[] command)
    {
        using var workspace = new Workspace();
        string handler = typeof(ChainImplementation).Assembly.Location;
        return CommandRun.Of([.. command, "--out", workspace.Root, "--assembly", handler]);
    }

    private static CommandRun Check(params string[] child)
    {
        using var workspace = new Workspace();
        return CommandRun.Of(["check", "--cases", "100", "--out", workspace.Root, "--", .. child]);
    }

    private static void SkipWithout(string tool)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(tool, ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true }
            )!;
            process.WaitForExit();
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{tool} is not installed");
        }
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
