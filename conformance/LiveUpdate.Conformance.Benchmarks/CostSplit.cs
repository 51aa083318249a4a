namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>Where the time of an operation goes, in nanoseconds an operation, measured one part at a time.</summary>
/// <param name="Generation">Drawing the program, the model's steps that guide it left out.</param>
/// <param name="Model">The model's step.</param>
/// <param name="Reference">The implementation's answer.</param>
public sealed record CostSplit(double Generation, double Model, double Reference);
