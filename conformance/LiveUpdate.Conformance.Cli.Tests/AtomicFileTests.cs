namespace LiveUpdate.Conformance.Cli.Tests;

public class AtomicFileTests
{
    [Fact]
    public void A_file_that_was_not_finished_leaves_the_former_one_as_it_was()
    {
        using var workspace = new Workspace();
        string path = workspace.Write("report.json", "former");
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(
                path,
                static stream =>
                {
                    stream.WriteByte(1);
                    throw new InvalidOperationException("in the middle");
                }
            )
        );
        Assert.Equal("former", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(workspace.Root));
    }

    [Fact]
    public void Missing_directories_are_made()
    {
        using var workspace = new Workspace();
        string path = workspace.At("a/b/report.txt");
        AtomicFile.WriteText(path, "text");
        Assert.Equal("text", File.ReadAllText(path));
    }
}
