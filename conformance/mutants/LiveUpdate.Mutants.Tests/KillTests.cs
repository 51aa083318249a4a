using LiveUpdate.Conformance;
using LiveUpdate.Contract;
using LiveUpdate.Model;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants.Tests;

public class KillTests
{
    private const long Cases = 2000;
    private const ulong Seed = 1;

    public static TheoryData<string> Ids => [.. MutantCatalogue.All.Select(static mutant => mutant.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_mutant_is_killed_by_a_clause_that_names_its_bug(string id)
    {
        Mutant mutant = MutantCatalogue.All.Single(mutant => mutant.Id == id);

        CampaignResult result = Hunt(mutant.Create(), mutant.Profile);

        Assert.Null(result.Fault);
        Assert.Contains(Assert.Single(result.Failures).Clause, mutant.Breaks);
    }

    [Fact]
    public void What_the_mutants_are_made_of_is_sound() =>
        Assert.Empty(
            Hunt(
                new TamperedImplementation(new ReferenceImplementation(), static inner => new PlainMachine(inner)),
                Profile.Linux73
            ).Failures
        );

    private static CampaignResult Hunt(IImplementation implementation, Profile profile) =>
        Campaign.Run(
            new CampaignOptions
            {
                Seed = Seed,
                Cases = Cases,
                Stop = StopPolicy.FirstFailure,
                Model = ModelOptions.Default with { Profile = profile },
            },
            implementation
        );
}
