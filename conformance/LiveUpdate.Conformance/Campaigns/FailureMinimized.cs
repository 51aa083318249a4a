namespace LiveUpdate.Conformance;

/// <summary>A kept failure is minimal now.</summary>
/// <param name="Failure">The failure.</param>
public sealed record FailureMinimized(Failure Failure) : RunEvent;
