namespace LiveUpdate.Conformance;

/// <summary>A race that cannot be judged: some of its calls do not take effect at one instant.</summary>
/// <param name="reason">Which, and what to do about it.</param>
public sealed class RaceRefusedException(string reason) : Exception(reason);
