using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A program without which a difference does not show.</summary>
/// <param name="Case">Its case.</param>
/// <param name="Program">The program.</param>
public sealed record Companion(CaseId Case, Program Program);
