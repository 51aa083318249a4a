using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>An implementation with one known bug, which the suite must catch by a clause that names the bug.</summary>
/// <param name="Id">A few lower-case words with hyphens between them, such as <c>position-forgotten</c>.</param>
/// <param name="Title">What it does wrong, in one sentence.</param>
/// <param name="History">Where a bug like it was seen, or what invites it; empty when it is only imagined.</param>
/// <param name="Breaks">The clauses that name the bug; being caught by any other is a fault of the suite.</param>
/// <param name="Profile">The profile that it claims to implement, and is held to.</param>
/// <param name="NodeBorders">The frames at which a node of its machine begins, but for the first.</param>
/// <param name="Create">Makes the implementation.</param>
public sealed record Mutant(
    string Id,
    string Title,
    string History,
    IReadOnlyList<ClauseId> Breaks,
    Profile Profile,
    IReadOnlyList<ulong> NodeBorders,
    Func<IImplementation> Create
);
