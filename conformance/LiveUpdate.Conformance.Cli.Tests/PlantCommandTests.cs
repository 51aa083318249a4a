namespace LiveUpdate.Conformance.Cli.Tests;

public class PlantCommandTests
{
    [Fact]
    public void The_reference_does_what_the_clauses_say()
    {
        CommandRun run = CommandRun.Of("plant");
        Assert.Equal(0, run.Code);
        Assert.Contains("memfd-unknown-seal", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(", 0 broken, 0 not planted\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_shows_what_there_is_and_plants_nothing()
    {
        CommandRun run = CommandRun.Of("plant", "--list", "--id", "kho-no-map");
        Assert.Equal(0, run.Code);
        Assert.Equal(
            "kho-no-map                     KHO-FDT-06: the KHO tree says that there is no map of what is preserved\n",
            run.Output
        );
    }

    [Fact]
    public void A_broken_clause_is_shown_with_what_was_planted_and_how_to_do_it_again()
    {
        CommandRun run = CommandRun.Of(
            "plant",
            "--id",
            "memfd-unknown-seal",
            "--mutant",
            "planted-unknown-seals-dropped"
        );
        Assert.Equal(1, run.Code);
        Assert.Contains("MEMFD-15 broken: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "planted at the jump: a memfd has a seal that nobody knows",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "replay   luoconf plant --id memfd-unknown-seal --mutant planted-unknown-seals-dropped\n",
            run.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_planting_that_there_is_not_is_a_usage_error()
    {
        CommandRun run = CommandRun.Of("plant", "--id", "kho-no-mop");
        Assert.Equal(2, run.Code);
        Assert.Contains("kho-no-map", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_implementation_whose_images_cannot_be_changed_is_skipped() =>
        Assert.Equal(4, CommandRun.Of("plant", "--mutant", "memfd-position-forgotten").Code);
}
