using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A link from one clause to another.</summary>
/// <param name="Kind">How the clause stands to the other.</param>
/// <param name="Other">The other clause; it is in the catalogue.</param>
public readonly record struct ClauseRelation(RelationKind Kind, ClauseId Other);
