using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>What an image says about one clause.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Exercised">How often something in the image was held against it; 0 says nothing about the clause.</param>
/// <param name="Broken">How often it was broken.</param>
public readonly record struct ImageVerdict(ClauseId Clause, long Exercised, long Broken)
{
    /// <summary>Whether it was exercised and never broken.</summary>
    public bool IsHeld => Exercised > 0 && Broken == 0;

    /// <summary>Whether it was broken.</summary>
    public bool IsBroken => Broken > 0;
}
