using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>One thing that an implementation of a profile does otherwise than Linux 7.3.</summary>
/// <param name="Difference">Its name in the vocabulary that model and implementation share.</param>
/// <param name="Says">What is different, in a sentence or two.</param>
/// <param name="Source">Where it is known from.</param>
/// <param name="Clause">The clause that binds instead, or beside.</param>
/// <param name="Replaces">The clauses that do not bind with it; an implementation without it breaks <paramref name="Clause"/>, one with it these.</param>
public sealed record ProfileDifference(
    Differences Difference,
    string Says,
    string Source,
    ClauseId Clause,
    ImmutableArray<ClauseId> Replaces
)
{
    /// <summary>Its name, such as <c>empty-names</c>, which is that of its program in the corpus too.</summary>
    public string Name => Profile.WordOf(Difference);
}
