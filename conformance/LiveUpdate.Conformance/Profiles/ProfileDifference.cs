using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>One thing that an implementation of a profile does otherwise than Linux 7.3.</summary>
/// <param name="Difference">Its name in the vocabulary that model and implementation share.</param>
/// <param name="Says">What is different, in a sentence or two.</param>
/// <param name="Source">Where it is known from.</param>
/// <param name="Clauses">The clauses that bind with it, and that an implementation without it breaks; at least one.</param>
/// <param name="Replaces">The clauses that do not bind with it, and that an implementation with it breaks.</param>
public sealed record ProfileDifference(
    Differences Difference,
    string Says,
    string Source,
    ImmutableArray<ClauseId> Clauses,
    ImmutableArray<ClauseId> Replaces
)
{
    /// <summary>Its name, such as <c>empty-names</c>, which is that of its program in the corpus too.</summary>
    public string Name => Profile.WordOf(Difference);
}
