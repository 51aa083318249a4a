namespace LiveUpdate.Contract;

/// <summary>One turn of a schedule: an agent takes so many steps, each from one point of the implementation to the next.</summary>
/// <param name="Agent">The agent, from 1.</param>
/// <param name="Steps">How many steps, at least 1.</param>
public readonly record struct RaceTurn(int Agent, int Steps);
