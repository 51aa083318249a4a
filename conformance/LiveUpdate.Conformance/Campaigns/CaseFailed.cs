namespace LiveUpdate.Conformance;

/// <summary>A kept failure as it was found; its program is on disk, shrinking begins.</summary>
/// <param name="Case">The case.</param>
/// <param name="Violation">What was broken.</param>
/// <param name="Path">The file with the program, or <see langword="null"/> when none is written.</param>
public sealed record CaseFailed(CaseId Case, Violation Violation, string? Path) : RunEvent;
