namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>What it took to make one counterexample minimal.</summary>
/// <param name="Name">The broken implementation.</param>
/// <param name="Runs">How many programs were run.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="From">How many operations the failing program had.</param>
/// <param name="To">How many operations the minimal program has.</param>
public sealed record ShrinkCost(string Name, int Runs, TimeSpan Elapsed, int From, int To);
