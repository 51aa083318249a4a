using LiveUpdate.Contract;
using LiveUpdate.Model;
using LiveUpdate.Mutants;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Runs the suite against mutants, each in a campaign of its own that random programs alone must win.</summary>
/// <remarks>
/// The corpus stays out: it holds programs for bugs that happened, and the question is what is found unaided. Against what
/// a virtual machine shows it takes part, since the question there is what one run would have noticed.
/// </remarks>
/// <param name="seed">The seed of every campaign.</param>
/// <param name="cases">How many cases each mutant may survive.</param>
/// <param name="asInVm">Whether each shows only what a kernel in a virtual machine shows.</param>
internal sealed class MutantHunt(ulong seed, long cases, bool asInVm = false)
{
    /// <summary>The seed of every campaign.</summary>
    public ulong Seed => seed;

    /// <summary>How many cases each mutant may survive.</summary>
    public long Cases => cases;

    /// <summary>Hunts all mutants.</summary>
    /// <param name="mutants">The mutants.</param>
    /// <param name="workers">How many campaigns run at a time; the result does not depend on it.</param>
    /// <param name="cancellation">Ends the hunt early.</param>
    /// <returns>How each fared, in the order of <paramref name="mutants"/>.</returns>
    public Kill[] Run(IReadOnlyList<Mutant> mutants, int workers, CancellationToken cancellation)
    {
        var kills = new Kill[mutants.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers };
        Parallel.For(0, mutants.Count, options, index => kills[index] = Run(mutants[index], cancellation));
        return kills;
    }

    private Kill Run(Mutant mutant, CancellationToken cancellation)
    {
        var options = new CampaignOptions
        {
            Seed = seed,
            Cases = cases,
            Workers = 1,
            Stop = StopPolicy.FirstFailure,
            ImageJudge = asInVm ? ImageJudge.CreateForKernel : ImageJudge.Create,
            Corpus = asInVm ? BuiltInCorpus.Load(mutant.Profile) : [],
            Model = ModelOptions.Default with { Profile = mutant.Profile, NodeBorders = mutant.NodeBorders },
        };
        IImplementation implementation = asInVm ? new AsInVm(mutant.Create()) : mutant.Create();
        return new Kill(mutant, Campaign.Run(options, implementation, cancellation: cancellation));
    }
}
