using System.Text.Json;

namespace LiveUpdate.Conformance.Cli.Tests;

public class ImageCommandTests
{
    [Fact]
    public void An_image_is_shown_as_a_tree_with_the_verdict_of_every_rule()
    {
        using var workspace = new Workspace();
        string path = workspace.At("image.elf");
        ImageMaker.Write(ImageMaker.TwoSessions, path);
        CommandRun run = CommandRun.Of("image", path);
        Assert.Equal(0, run.Code);
        GoldenFile.Matches(run.Output, "image");
    }

    [Fact]
    public void Programs_read_it_as_JSON()
    {
        using var workspace = new Workspace();
        string path = workspace.At("image.elf");
        ImageMaker.Write(ImageMaker.TwoSessions, path);
        CommandRun run = CommandRun.Of("image", path, "--json");
        using var json = JsonDocument.Parse(run.Output);
        JsonElement session = json.RootElement.GetProperty("sessions")[0];
        Assert.Equal("alpha", session.GetProperty("name").GetString());
        JsonElement file = session.GetProperty("files")[0];
        Assert.Equal("0x1a", file.GetProperty("token").GetString());
        Assert.Equal(9000, file.GetProperty("size").GetInt32());
        Assert.Equal(5, file.GetProperty("position").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("faultCount").GetInt32());
    }

    [Theory]
    [InlineData("kho-v4", "kho-v3", "KHO-FDT-01")]
    [InlineData("luo-v5", "luo-v4", "ABI-01")]
    [InlineData("alpha", "beta\0", "ABI-05")]
    public void A_broken_rule_is_named_with_the_address_of_what_is_wrong(string old, string fresh, string clause)
    {
        using var workspace = new Workspace();
        string path = workspace.At("image.elf");
        ImageMaker.Write(ImageMaker.TwoSessions, path, old, fresh);
        CommandRun run = CommandRun.Of("image", path);
        Assert.Equal(1, run.Code);
        Assert.Matches($"{clause} +broken +[0-9]+\n    at 0x[0-9a-f]+: ", run.Output);
    }

    [Theory]
    [InlineData("no image at all, and far too short")]
    [InlineData("\u007fELF and nothing behind it")]
    [InlineData("")]
    public void A_file_that_cannot_be_used_gives_one_clear_line(string text)
    {
        using var workspace = new Workspace();
        CommandRun run = CommandRun.Of("image", workspace.Write("x.elf", text));
        Assert.Equal(2, run.Code);
        Assert.Empty(run.Output);
        Assert.Matches("^luoconf: [^\n]*x.elf: [^\n]+\n$", run.Error);
    }

    [Fact]
    public void A_memfd_is_written_to_a_file()
    {
        using var workspace = new Workspace();
        string path = workspace.At("image.elf");
        ImageMaker.Write(ImageMaker.TwoSessions, path);
        string to = workspace.At("contents");
        CommandRun run = CommandRun.Of("image", path, "--extract", "alpha/26", "--out", to);
        Assert.Equal(0, run.Code);
        Assert.Equal(9000, new FileInfo(to).Length);
        Assert.Equal(2, CommandRun.Of("image", path, "--extract", "alpha/0x1b", "--out", to).Code);
        Assert.Equal(2, CommandRun.Of("image", path, "--extract", "alpha", "--out", to).Code);
        Assert.Equal(2, CommandRun.Of("image", path, "--extract", "alpha/26").Code);
        Assert.Contains(
            "did you mean 'alpha'",
            CommandRun.Of("image", path, "--extract", "alpa/1", "--out", to).Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_reference_boots_from_it_and_runs_a_program()
    {
        using var workspace = new Workspace();
        string path = workspace.At("image.elf");
        ImageMaker.Write(ImageMaker.TwoSessions, path);
        string program = workspace.Write(
            "p.luo",
            "luo 1\nd = open\ns = retrieve_session d name=alpha\nm = retrieve_fd s token=0x1a\n"
                + "seek m to=0 from=cur -> ok pos=5\nstat m -> ok size=9000\n"
        );
        CommandRun run = CommandRun.Of("image", path, "--boot", program);
        Assert.Equal(0, run.Code);
        Assert.Contains("    4  seek m to=0 from=cur -> ok pos=5\n", run.Output, StringComparison.Ordinal);
        string other = workspace.Write("q.luo", "luo 1\nd = open -> err EIO\n");
        CommandRun unlike = CommandRun.Of("image", path, "--boot", other);
        Assert.Equal(1, unlike.Code);
        Assert.Contains("recorded was err EIO", unlike.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_panics_over_it_gives_no_answers()
    {
        using var workspace = new Workspace();
        string path = workspace.At("image.elf");
        ImageMaker.Write(ImageMaker.TwoSessions, path, "luo-v5", "luo-v4");
        CommandRun run = CommandRun.Of("image", path, "--boot", workspace.Write("p.luo", "luo 1\nd = open\n"));
        Assert.Equal(3, run.Code);
        Assert.Contains("Kernel panic", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_failing_cases_are_kept_and_show_the_fault()
    {
        using var workspace = new Workspace();
        string[] check = ["check", "--cases", "20", "--corpus", "none", "--fail-fast", "--out", workspace.At("out")];
        CommandRun run = CommandRun.Of([
            .. check,
            "--mutant",
            "HK-14-scratch-not-reserved",
            "--save-image",
            workspace.At("images"),
        ]);
        Assert.Equal(1, run.Code);
        string image = Assert.Single(Directory.GetFiles(workspace.At("images"), "*.min-1.elf"));
        Assert.Contains($"kept the image {image}", run.Error, StringComparison.Ordinal);
        CommandRun shown = CommandRun.Of("image", image);
        Assert.Equal(1, shown.Code);
        Assert.Contains("lies in the scratch area", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_that_cannot_be_seen_cannot_be_kept()
    {
        CommandRun run = CommandRun.Of("check", "--mutant", "HL-25-token-zero-is-none", "--save-image", "images");
        Assert.Equal(2, run.Code);
        Assert.Contains("does not show its images", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_images_do_no_harm_whatever_the_number_of_workers()
    {
        CommandRun one = CommandRun.Of("fuzz-image", "--count", "2000", "--workers", "1");
        CommandRun two = CommandRun.Of("fuzz-image", "--count", "2000", "--workers", "2");
        Assert.Equal(0, one.Code);
        Assert.EndsWith("no harm done\n", one.Output, StringComparison.Ordinal);
        Assert.Equal(WithoutWorst(one.Output), WithoutWorst(two.Output));
    }

    [Fact]
    public void An_image_that_is_not_sound_is_not_damaged_further()
    {
        using var workspace = new Workspace();
        string path = workspace.At("image.elf");
        ImageMaker.Write(ImageMaker.TwoSessions, path, "luo-v5", "luo-v4");
        CommandRun run = CommandRun.Of("fuzz-image", "--count", "1", "--image", path);
        Assert.Equal(2, run.Code);
        Assert.Contains("ABI-01", run.Error, StringComparison.Ordinal);
    }

    private static string[] WithoutWorst(string output) =>
        [.. output.Split('\n').Where(static line => !line.Contains("slowest", StringComparison.Ordinal))];
}
