using LiveUpdate.Conformance;
using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants.Tests;

public class KillTests
{
    private const long Cases = 2000;

    // Fixed, and more than one: what the first failing case shows of a bug differs from seed to seed.
    private static readonly ulong[] Seeds = [1, 2, 3, 4, 5];

    public static TheoryData<string> Ids => [.. MutantCatalogue.All.Select(static mutant => mutant.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_mutant_is_killed_by_a_clause_that_names_its_bug(string id)
    {
        Mutant mutant = MutantCatalogue.All.Single(mutant => mutant.Id == id);

        var clauses = new List<string>();
        foreach (ulong seed in Seeds)
        {
            CampaignResult result = Hunt(mutant.Create(), seed);
            Assert.Null(result.Fault);
            if (result.Failures.Any(failure => mutant.Breaks.Contains(failure.Clause)))
            {
                return;
            }

            clauses.AddRange(result.Failures.Select(static failure => $"{failure.Clause}"));
        }

        Assert.Fail($"should break {string.Join(" or ", mutant.Breaks)}; found {string.Join(", ", clauses)}");
    }

    [Fact]
    public void What_the_mutants_are_made_of_is_sound() =>
        Assert.Empty(
            Hunt(
                new TamperedImplementation(new ReferenceImplementation(), static inner => new PlainMachine(inner)),
                Seeds[0]
            ).Failures
        );

    private static CampaignResult Hunt(IImplementation implementation, ulong seed) =>
        Campaign.Run(
            new CampaignOptions
            {
                Seed = seed,
                Cases = Cases,
                Stop = StopPolicy.FirstFailure,
                Shrink = false,
            },
            implementation
        );
}
