using LiveUpdate.Conformance;
using LiveUpdate.Contract;
using LiveUpdate.Model;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants.Tests;

public class KillTests
{
    public static TheoryData<string> Ids => [.. MutantCatalogue.All.Select(static mutant => mutant.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_mutant_is_killed_by_a_clause_that_names_its_bug(string id)
    {
        Mutant mutant = MutantCatalogue.All.Single(mutant => mutant.Id == id);

        CampaignResult result = Hunts.Of(mutant);

        Assert.Null(result.Fault);
        Assert.Contains(Assert.Single(result.Failures).Clause, mutant.Breaks);
    }

    [Theory]
    [MemberData(nameof(Hunts.ShownByPrograms), MemberType = typeof(Hunts))]
    public void A_counterexample_fails_again_in_the_same_way(string id)
    {
        Mutant mutant = MutantCatalogue.All.Single(mutant => mutant.Id == id);
        Failure failure = Assert.Single(Hunts.Of(mutant).Failures);
        ModelOptions options = Hunts.OptionsOf(mutant);
        Assert.True(
            ProgramText.TryParse($"{failure.Minimal.Program}", id, out Program? program, out TextError? error),
            $"{error}"
        );

        Violation? again = Replay.Run(program, mutant.Create(), modelOptions: options).Violation;

        Assert.Equal(failure.Clause, again?.Clause);
        Assert.Equal($"{failure.Minimal.Program}", $"{again?.Program}");
    }

    [Fact]
    public void The_machine_with_many_nodes_is_sound() =>
        Assert.Empty(
            Hunts
                .Run(
                    new TamperedImplementation(
                        new ReferenceImplementation(OnNodesAttribute.Machine),
                        static inner => new PlainMachine(inner),
                        ObservationClasses.UserInterface | ObservationClasses.Kernel,
                        Features.All
                    ),
                    ModelOptions.Default with
                    {
                        NodeBorders = OnNodesAttribute.Borders,
                    }
                )
                .Failures
        );

    [Fact]
    public void What_the_mutants_are_made_of_is_sound() =>
        Assert.Empty(
            Hunts
                .Run(
                    new TamperedImplementation(new ReferenceImplementation(), static inner => new PlainMachine(inner)),
                    ModelOptions.Default
                )
                .Failures
        );
}
