using LiveUpdate.Mutants;

namespace LiveUpdate.Conformance.Cli;

/// <summary>How one mutant fared.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="Result">The campaign that hunted it; it ends with the first failure.</param>
internal sealed record Kill(Mutant Mutant, CampaignResult Result)
{
    /// <summary>The failure that gave it away, or <see langword="null"/> when it survived.</summary>
    public Failure? Failure => Result.Failures.Count > 0 ? Result.Failures[0] : null;

    /// <summary>Whether it was caught by a clause that names its bug.</summary>
    public bool IsRight => Failure is { } failure && Mutant.Breaks.Contains(failure.Clause);

    /// <summary><c>killed</c>, <c>wrong clause</c>, <c>no verdict</c> or <c>survived</c>.</summary>
    public string Fate =>
        IsRight ? "killed"
        : Failure is not null ? "wrong clause"
        : Result.Fault is not null ? "no verdict"
        : "survived";
}
