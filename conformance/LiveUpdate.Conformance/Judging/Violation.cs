using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A difference between what an implementation did and what the contract allows.</summary>
/// <param name="Clause">The clause that is broken.</param>
/// <param name="Kind">What was looked at when it showed.</param>
/// <param name="OperationIndex">The operation at which it showed, from 0: always the last of <paramref name="Program"/>.</param>
/// <param name="Got">The answer to that operation; for an image or an audit what was found, as a text.</param>
/// <param name="Allowed">What would have been allowed, as texts.</param>
/// <param name="StateDifference">What the model knows of the things that the operation is about, one fact a line; may be empty.</param>
/// <param name="Program">The program up to and with that operation, with the answers that came back.</param>
public sealed record Violation(
    ClauseId Clause,
    ViolationKind Kind,
    int OperationIndex,
    string Got,
    IReadOnlyList<string> Allowed,
    string StateDifference,
    Program Program
)
{
    /// <summary>The programs that must share a machine with this one for the difference to show; mostly none.</summary>
    public ImmutableArray<Companion> Companions { get; init; } = [];

    /// <summary>The operation at which it showed.</summary>
    public Operation Operation => Program.Lines[OperationIndex].Operation;
}
