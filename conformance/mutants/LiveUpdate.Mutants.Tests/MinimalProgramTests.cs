using LiveUpdate.Conformance;
using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Mutants.Tests;

public class MinimalProgramTests
{
    [Theory]
    [MemberData(nameof(Hunts.ShownByPrograms), MemberType = typeof(Hunts))]
    public void Nothing_can_be_removed_from_a_counterexample_and_no_value_lowered(string id)
    {
        Mutant mutant = MutantCatalogue.All.Single(mutant => mutant.Id == id);
        Failure failure = Assert.Single(Hunts.Of(mutant).Failures);
        Assert.True(failure.IsMinimal);

        IImplementation wrong = mutant.Create();
        ModelOptions options = Hunts.OptionsOf(mutant);
        Program? smaller = Minimality.FindSmaller(
            failure.Minimal.Program,
            program => Fails(program, failure.Clause, wrong, options)
        );

        Assert.Null(smaller);
    }

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
}
