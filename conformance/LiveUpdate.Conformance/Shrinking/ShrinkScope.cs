using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>What a search for a smaller program may end in.</summary>
/// <param name="Explores">
/// Whether it also tries what is not a part of the program that failed, but plain and close to it.
/// </param>
/// <param name="MayBreak">
/// The other clauses that the smaller program may break instead; <see langword="null"/> for none but the one that was found.
/// </param>
/// <remarks>
/// Where every broken clause is reported, each keeps its own proof: else the proof of one bug could hide another. Where a
/// campaign ends with the first failure, the plainest proof that can be found from it is what a reader wants.
/// </remarks>
internal sealed record ShrinkScope(bool Explores, Func<ClauseId, bool>? MayBreak)
{
    /// <summary>The same clause, and only what is left of the program that failed: for implementations where every run is dear.</summary>
    public static ShrinkScope Narrow { get; } = new(false, null);

    /// <summary>The same clause.</summary>
    public static ShrinkScope SameClause { get; } = new(true, null);
}
