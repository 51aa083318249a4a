using System.Text;
using System.Text.Json;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>What a real kernel handed over, through the command line.</summary>
public class RealImageTests
{
    [Fact]
    public void The_image_of_a_real_kernel_breaks_no_rule()
    {
        CommandRun run = CommandRun.Of("image", Sample("linux-7.3.4-handover.elf.gz"));
        Assert.Equal(0, run.Code);
        Assert.Contains(
            "tracker: root 0x42a000, 6 nodes, 1114 blocks, 4562944 bytes",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("sessions: 64 with 84 files", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "liveupdate-test-flb-v2: data 0xfeedf00dcafebee2, count 84",
            run.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_contents_of_its_memfds_are_those_that_an_independent_reader_found()
    {
        using var workspace = new Workspace();
        string path = Sample("linux-7.3.4-handover.elf.gz");
        int compared = 0;
        foreach ((string which, JsonElement file) in Files())
        {
            string to = workspace.At("contents");
            Assert.Equal(0, CommandRun.Of("image", path, "--extract", which, "--out", to).Code);
            byte[] contents = File.ReadAllBytes(to);
            byte[] head = Convert.FromHexString(file.GetProperty("content_head").GetString()!);
            Assert.Equal(file.GetProperty("size").GetInt32(), contents.Length);
            Assert.Equal(head.Take(contents.Length), contents.Take(head.Length));
            compared++;
        }

        Assert.Equal(6, compared);
    }

    [Fact]
    public void The_reference_boots_from_it_and_gives_back_every_session_and_file()
    {
        using var workspace = new Workspace();
        string path = Sample("linux-7.3.4-handover.elf.gz");
        Assert.True(ImageFile.TryOpen(path, ImageFileOptions.Default, out ImageFile? image, out string? error), error);
        using (image)
        {
            string program = workspace.Write("p.luo", TakeEverything(image!));
            CommandRun run = CommandRun.Of("image", path, "--boot", program);
            Assert.Equal(0, run.Code);
            Assert.Contains("data=68*1,65*1,6c*2,6f*1,2d*1,6c*1,75*1,6f*1", run.Output, StringComparison.Ordinal);
            Assert.Equal(84, run.Output.Split("retrieve_fd").Length - 1);
        }
    }

    /// <summary>A program that retrieves everything in an image, with the answers that have to come.</summary>
    private static string TakeEverything(IPhysicalImage image)
    {
        var program = new StringBuilder("luo 1\nd = open -> ok\n");
        byte[] contents = new byte[4 << 20];
        int number = 0;
        foreach (HandoverSession session in HandoverImage.Read(image).Sessions)
        {
            program.Append(null, $"s = retrieve_session d name={session.Name} -> ok\n");
            foreach (HandoverFile file in session.Files)
            {
                HandoverMemfd memfd = file.Memfd!;
                int length = memfd.Read(image, 0, contents);
                var runs = new ContentRuns();
                runs.Add(contents.AsSpan(0, length));
                program.Append(null, $"m{++number} = retrieve_fd s token={file.Token} -> ok\n");
                program.Append(null, $"seek m{number} to=0 from=cur -> ok pos={memfd.Record.Position}\n");
                program.Append(null, $"get_seals m{number} -> ok seals={memfd.Record.Seals}\n");
                program.Append(
                    null,
                    $"read m{number} at=0 len={contents.Length} -> ok len={length} data={runs.ToValue()}\n"
                );
            }

            program.Append("finish s -> ok\nclose s -> ok\n");
        }

        return program.ToString();
    }

    /// <summary>Which memfds the description beside the image lists, and what it says of each.</summary>
    private static IEnumerable<(string Which, JsonElement File)> Files()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Sample("linux-7.3.4-handover.json")));
        foreach (
            JsonElement session in document.RootElement.GetProperty("decoded").GetProperty("sessions").EnumerateArray()
        )
        {
            if (session.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            foreach (JsonElement file in session.GetProperty("files").EnumerateArray())
            {
                if (file.ValueKind == JsonValueKind.Object)
                {
                    yield return ($"{session.GetProperty("name")}/{file.GetProperty("token")}", file);
                }
            }
        }
    }

    private static string Sample(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "shared", "samples", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip("the image of a real kernel is not beside this tree");
        return string.Empty;
    }
}
