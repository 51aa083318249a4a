using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>How one program went.</summary>
/// <param name="Program">The program as far as it ran, with the answers that came back.</param>
/// <param name="Violation">The first difference from what the model allows, or <see langword="null"/>.</param>
/// <param name="Unlike">The lines whose recorded answer differs from what came back.</param>
/// <param name="Fault">Why there is no verdict, or <see langword="null"/>.</param>
/// <param name="Coverage">What was exercised.</param>
public sealed record ReplayResult(
    Program Program,
    Violation? Violation,
    IReadOnlyList<UnlikeAnswer> Unlike,
    TargetFault? Fault,
    CoverageTable Coverage
)
{
    /// <summary>The verdict; an answer that is only unlike the recorded one breaks no clause.</summary>
    public RunVerdict Verdict =>
        Violation is not null ? RunVerdict.Broken
        : Fault is not null ? RunVerdict.NoVerdict
        : Coverage.AnyExercised ? RunVerdict.Conformant
        : RunVerdict.NothingExercised;
}
