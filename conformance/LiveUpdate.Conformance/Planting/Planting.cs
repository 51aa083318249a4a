using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A handover image that is changed on purpose, and what the next kernel has to make of it (observation class P).</summary>
/// <param name="Id">A few lower-case words with hyphens between them, such as <c>memfd-unknown-seal</c>.</param>
/// <param name="What">What is changed, in a few words.</param>
/// <param name="Before">The operations that lead to the image, up to the one that jumps, one a line.</param>
/// <param name="Jump">The operation that jumps.</param>
/// <param name="Plant">Changes the image.</param>
/// <param name="Boots">The clause that says whether the next kernel comes up.</param>
/// <param name="Panics">Whether it has to panic instead.</param>
/// <param name="After">What is asked of the next kernel, with the clause that decides each answer.</param>
public sealed record Planting(
    string Id,
    string What,
    string Before,
    string Jump,
    Action<ImageSurgeon> Plant,
    ClauseId Boots,
    bool Panics,
    ImmutableArray<(ClauseId Clause, string Line)> After
)
{
    /// <summary>All clauses that it exercises.</summary>
    public IEnumerable<ClauseId> Clauses => After.Select(static step => step.Clause).Prepend(Boots).Distinct();
}
