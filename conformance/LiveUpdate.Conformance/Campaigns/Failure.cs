using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A broken clause and the proof of it.</summary>
/// <param name="Case">The case that showed it first.</param>
/// <param name="Original">The violation as it was found.</param>
/// <param name="Minimal">The violation by the minimal program; the original one when shrinking was off or cut short.</param>
/// <param name="IsMinimal">Whether nothing can be removed from or lowered in the program of <paramref name="Minimal"/>.</param>
/// <param name="ShrinkRuns">How many programs were run to shrink it.</param>
/// <param name="ShrinkTime">How long that took.</param>
/// <param name="OriginalPath">The file with the original program, or <see langword="null"/>.</param>
/// <param name="MinimalPath">The file with the minimal program, or <see langword="null"/>.</param>
public sealed record Failure(
    CaseId Case,
    Violation Original,
    Violation Minimal,
    bool IsMinimal,
    int ShrinkRuns,
    TimeSpan ShrinkTime,
    string? OriginalPath,
    string? MinimalPath
)
{
    /// <summary>Whether it was seen again.</summary>
    public Reproduction Reproduction { get; init; }

    /// <summary>How many programs shared the machine when it was found.</summary>
    public int CompanySize { get; init; }

    /// <summary>
    /// The broken clause. The minimal program may name a more basic one than the original: when what the original's clause
    /// is about turned out to have nothing to do with the fault.
    /// </summary>
    public ClauseId Clause => Minimal.Clause;
}
