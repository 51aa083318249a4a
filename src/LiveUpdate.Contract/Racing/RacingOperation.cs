namespace LiveUpdate.Contract;

/// <summary>An operation of a race.</summary>
/// <param name="Agent">The agent that does it.</param>
/// <param name="Operation">The operation.</param>
public sealed record RacingOperation(int Agent, Operation Operation);
