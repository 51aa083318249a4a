namespace LiveUpdate.Conformance.Cli.Tests;

public class ReplayCommandTests
{
    [Fact]
    public void A_program_that_holds_is_shown_with_what_came_back()
    {
        using var workspace = new Workspace();
        string path = workspace.Write("p.luo", "luo 1\nd = open\ns = create_session d name=a\nget_name s\n");
        CommandRun run = CommandRun.Of("replay", path);
        Assert.Equal(0, run.Code);
        Assert.Contains("get_name s -> ok name=a", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_unlike_the_recorded_one_is_pointed_out()
    {
        using var workspace = new Workspace();
        string path = workspace.Write("p.luo", "luo 1\nd = open\ns = create_session d name=a -> err EEXIST\n");
        CommandRun run = CommandRun.Of("replay", path);
        Assert.Equal(0, run.Code);
        Assert.Contains("line 2: recorded err EEXIST, now ok", run.Output, StringComparison.Ordinal);
    }
}
