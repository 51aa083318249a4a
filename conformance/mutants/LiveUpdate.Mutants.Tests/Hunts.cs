using System.Collections.Concurrent;
using LiveUpdate.Conformance;
using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Mutants.Tests;

/// <summary>The hunts for all mutants from one seed, each done once and by whichever test wants it first.</summary>
internal static class Hunts
{
    private const long Cases = 2000;
    private const ulong Seed = 1;

    private static readonly ConcurrentDictionary<string, Lazy<CampaignResult>> Done = new(StringComparer.Ordinal);

    /// <summary>Those that a program alone shows; the others need an image that was changed on purpose, and are made small by hand.</summary>
    public static TheoryData<string> ShownByPrograms =>
        [
            .. MutantCatalogue
                .All.Select(static mutant => mutant.Id)
                .Where(static id => !id.StartsWith("planted-", StringComparison.Ordinal)),
        ];

    /// <summary>What the hunt for a mutant has found.</summary>
    public static CampaignResult Of(Mutant mutant) =>
        Done.GetOrAdd(mutant.Id, _ => new Lazy<CampaignResult>(() => Run(mutant.Create(), OptionsOf(mutant)))).Value;

    /// <summary>What a mutant is held to.</summary>
    public static ModelOptions OptionsOf(Mutant mutant) =>
        ModelOptions.Default with
        {
            Profile = mutant.Profile,
            NodeBorders = mutant.NodeBorders,
        };

    /// <summary>Hunts in an implementation until the first failure.</summary>
    public static CampaignResult Run(IImplementation implementation, ModelOptions options) =>
        Campaign.Run(
            new CampaignOptions
            {
                Seed = Seed,
                Cases = Cases,
                Stop = StopPolicy.FirstFailure,
                Model = options,
            },
            implementation
        );
}
