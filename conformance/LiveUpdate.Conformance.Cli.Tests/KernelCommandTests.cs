using LiveUpdate.Targets;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>What a developer of the kernel does with luoconf, on a real kernel where there is one.</summary>
public class KernelCommandTests
{
    private const string Minimal = """
        # MEMFD-04: minimal program, case 1/7
        luo 1
        d = open -> ok
        s = create_session d name=a -> ok
        m = memfd size=1 fill=0x7 -> ok
        preserve_fd s m token=0x0 -> ok
        seek m to=1 -> ok pos=1
        kexec -> ok
        d = open -> ok
        s = retrieve_session d name=a -> ok
        m = retrieve_fd s token=0x0 -> ok
        seek m to=0 from=cur -> ok pos=1
        """;

    [Fact]
    public void A_program_replays_with_one_command_on_every_kind_of_target()
    {
        using var workspace = new Workspace();
        string file = workspace.Write("minimal.luo", Minimal);
        string self = typeof(Luoconf).Assembly.Location;
        string[][] targets =
        [
            [],
            ["--", "dotnet", self, "serve"],
            ["--kernel", Kernel()],
        ];
        Assert.All(
            targets,
            target =>
            {
                CommandRun run = CommandRun.Of(["replay", file, .. target]);
                Assert.Equal(0, run.Code);
                Assert.Contains("10  seek m to=0 from=cur -> ok pos=1", run.Output, StringComparison.Ordinal);
                Assert.DoesNotContain("recorded", run.Output, StringComparison.Ordinal);
            }
        );
        CommandRun broken = CommandRun.Of("replay", file, "--mutant", "memfd-position-forgotten");
        Assert.Equal(1, broken.Code);
    }

    [Fact]
    public void What_a_kernel_hands_over_is_judged_and_what_is_planted_is_found()
    {
        string kernel = Kernel();
        using var workspace = new Workspace();
        string file = workspace.Write("minimal.luo", Minimal);
        string images = workspace.At("images");
        CommandRun run = CommandRun.Of(
            "check",
            "--kernel",
            kernel,
            "--corpus",
            workspace.Root,
            "--cases",
            "1",
            "--clause",
            "MEMFD-04",
            "--save-image",
            images,
            "--table"
        );
        Assert.Equal(0, run.Code);
        Assert.Matches("MEMFD-04 +[0-9]+ +0  held", run.Output);
        Assert.False(Directory.Exists(images));
        CommandRun planted = CommandRun.Of(
            "plant",
            "--kernel",
            kernel,
            "--id",
            "memfd-unknown-seal",
            "--id",
            "kho-no-map"
        );
        Assert.Equal(0, planted.Code);
        Assert.EndsWith(": 2 held, 0 broken, 0 not planted\n", planted.Output, StringComparison.Ordinal);
        Assert.Equal(4, CommandRun.Of("plant", "--kernel", kernel, "--images", "off").Code);
    }

    [Fact]
    public void A_built_guest_is_taken_and_auto_says_which_accelerator_it_took()
    {
        string kernel = Kernel();
        using var workspace = new Workspace();
        string file = workspace.Write("minimal.luo", Minimal);
        string guest = workspace.At("guest");
        File.Copy(GuestProgram.Build(), guest);
        CommandRun run = CommandRun.Of("replay", file, "--kernel", kernel, "--guest", guest, "--accel", "auto");
        Assert.Equal(0, run.Code);
        Assert.Matches("(?m)^--accel auto takes (kvm|tcg): .", run.Error);
        File.WriteAllText(guest, "no program");
        Assert.Equal(3, CommandRun.Of("replay", file, "--kernel", kernel, "--guest", guest).Code);
        Assert.Equal(2, CommandRun.Of("replay", file, "--guest", guest).Code);
        File.Delete(guest);
        CommandRun missing = CommandRun.Of("replay", file, "--kernel", kernel, "--guest", guest);
        Assert.Equal(2, missing.Code);
        Assert.Contains("there is no guest", missing.Error, StringComparison.Ordinal);
    }

    private static string Kernel()
    {
        string? kernel = TargetDoctor.FindKernel(AppContext.BaseDirectory);
        Assert.SkipWhen(kernel is null, "there is no shared/kernels above this directory");
        Assert.SkipWhen(
            TargetDoctor.Blocking(TargetDoctor.Examine(kernel: kernel)).Any(),
            "QEMU or the compiler is missing"
        );
        return kernel!;
    }
}
