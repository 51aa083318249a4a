using LiveUpdate.Mutants;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>A mutant that is caught within a few cases, for tests that need some failure.</summary>
internal static class SampleMutant
{
    public const string Id = "HL-09-busy-after-close";

    public static IReadOnlyList<string> Breaks { get; } =
    [.. MutantCatalogue.All.Single(static mutant => mutant.Id == Id).Breaks.Select(static clause => clause.ToString())];
}
