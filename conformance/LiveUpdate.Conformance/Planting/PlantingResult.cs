namespace LiveUpdate.Conformance;

/// <summary>What became of a planting.</summary>
/// <param name="Planting">The planting.</param>
/// <param name="Violation">What the next kernel did wrong, or <see langword="null"/>.</param>
/// <param name="Fault">Why it could not be planted or seen, in one line, or <see langword="null"/>: then nothing is proved.</param>
public sealed record PlantingResult(Planting Planting, Violation? Violation, string? Fault);
