using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>An answer that does not say what the program's recorded answer says.</summary>
/// <param name="OperationIndex">The line, counted from 0.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Recorded">The recorded answer.</param>
/// <param name="Got">The answer that came back.</param>
public sealed record UnlikeAnswer(int OperationIndex, Operation Operation, Outcome Recorded, Outcome Got);
