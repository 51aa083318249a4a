using LiveUpdate.Conformance;

namespace LiveUpdate.Mutants.Tests;

public class SameProgramTests
{
    private const int Seeds = 10;

    /// <summary>Bugs that show in many ways: through several calls, clauses, orders, names or values.</summary>
    [Theory]
    [InlineData("HL-10-id-looked-up-too-late")]
    [InlineData("HL-24-close-ends-sessions")]
    [InlineData("HL-25-token-32-bits")]
    [InlineData("HM-12-contents-of-preserve")]
    [InlineData("block-full-counts-one-less")]
    [InlineData("create-eexist-before-emfile")]
    [InlineData("finish-by-token")]
    [InlineData("image-failed-preserve-leaks-block")]
    [InlineData("ioctl-size-over-page-refused")]
    [InlineData("race-file-changed-behind-freeze")]
    [InlineData("race-flb-counted-unlocked")]
    [InlineData("race-rollback-unlocked")]
    [InlineData("retrieve-again-rewinds")]
    [InlineData("session-close-leaves-frozen")]
    [InlineData("session-ends-with-first-copy")]
    [InlineData("session-name-case-folded")]
    public void A_bug_gives_the_same_minimal_program_from_nine_of_ten_seeds(string id)
    {
        Mutant mutant = MutantCatalogue.All.Single(mutant => mutant.Id == id);

        IEnumerable<string> programs = Enumerable
            .Range(1, Seeds)
            .Select(seed => Find(mutant, (ulong)seed))
            .Select(static failure => $"{failure.Clause}\n{failure.Minimal.Program}");

        Assert.InRange(programs.GroupBy(static text => text).Max(static same => same.Count()), 9, Seeds);
    }

    private static Failure Find(Mutant mutant, ulong seed)
    {
        var options = new CampaignOptions
        {
            Seed = seed,
            Cases = 2000,
            Stop = StopPolicy.FirstFailure,
        };
        return Assert.Single(Campaign.Run(options, mutant.Create()).Failures);
    }
}
