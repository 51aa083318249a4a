using System.Collections.Concurrent;
using LiveUpdate.Conformance;
using LiveUpdate.Contract;
using LiveUpdate.Model;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants.Tests;

public class KillTests
{
    private const long Cases = 2000;
    private const ulong Seed = 1;

    private static readonly ConcurrentDictionary<string, CampaignResult> Hunts = new(StringComparer.Ordinal);

    public static TheoryData<string> Ids => [.. MutantCatalogue.All.Select(static mutant => mutant.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_mutant_is_killed_by_a_clause_that_names_its_bug(string id)
    {
        Mutant mutant = MutantCatalogue.All.Single(mutant => mutant.Id == id);

        CampaignResult result = Hunt(mutant);

        Assert.Null(result.Fault);
        Assert.Contains(Assert.Single(result.Failures).Clause, mutant.Breaks);
    }

    /// <summary>Those that a program alone shows; the others need an image that was changed on purpose, and are made small by hand.</summary>
    public static TheoryData<string> ShownByPrograms =>
        [
            .. MutantCatalogue
                .All.Select(static mutant => mutant.Id)
                .Where(static id => !id.StartsWith("planted-", StringComparison.Ordinal)),
        ];

    [Theory]
    [MemberData(nameof(ShownByPrograms))]
    public void Nothing_can_be_removed_from_a_counterexample_and_no_value_lowered(string id)
    {
        Mutant mutant = MutantCatalogue.All.Single(mutant => mutant.Id == id);
        Failure failure = Assert.Single(Hunt(mutant).Failures);
        Assert.True(failure.IsMinimal);

        IImplementation wrong = mutant.Create();
        ModelOptions options = ModelOptions.Default with { Profile = mutant.Profile };
        Program? smaller = Minimality.FindSmaller(
            failure.Minimal.Program,
            program => Fails(program, failure.Clause, wrong, options)
        );

        Assert.Null(smaller);
    }

    [Theory]
    [MemberData(nameof(ShownByPrograms))]
    public void A_counterexample_fails_again_in_the_same_way(string id)
    {
        Mutant mutant = MutantCatalogue.All.Single(mutant => mutant.Id == id);
        Failure failure = Assert.Single(Hunt(mutant).Failures);
        ModelOptions options = ModelOptions.Default with { Profile = mutant.Profile };
        Assert.True(
            ProgramText.TryParse($"{failure.Minimal.Program}", id, out Program? program, out TextError? error),
            $"{error}"
        );

        Violation? again = Replay.Run(program, mutant.Create(), modelOptions: options).Violation;

        Assert.Equal(failure.Clause, again?.Clause);
        Assert.Equal($"{failure.Minimal.Program}", $"{again?.Program}");
    }

    [Fact]
    public void What_the_mutants_are_made_of_is_sound() =>
        Assert.Empty(
            Hunt(
                new TamperedImplementation(new ReferenceImplementation(), static inner => new PlainMachine(inner)),
                Profile.Linux73
            ).Failures
        );

    private static bool Fails(Program program, ClauseId clause, IImplementation wrong, ModelOptions options)
    {
        try
        {
            return Replay.Run(program, wrong, modelOptions: options).Violation?.Clause == clause;
        }
        catch (RaceRefusedException)
        {
            return false;
        }
    }

    private static CampaignResult Hunt(Mutant mutant) =>
        Hunts.GetOrAdd(mutant.Id, _ => Hunt(mutant.Create(), mutant.Profile));

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
