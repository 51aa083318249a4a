namespace LiveUpdate.Contract;

/// <summary>What a line of a race has besides its operation and answer: the agent, and when it was called and answered.</summary>
/// <param name="Agent">The agent that does the operation, 1 to <see cref="MaxAgents"/>.</param>
/// <param name="Called">When the operation was called, in a log; counted from 1 over calls and answers; 0 when it was not, or in no log.</param>
/// <param name="Answered">When its answer came; 0 when there was none.</param>
public sealed record RaceLine(int Agent, int Called = 0, int Answered = 0)
{
    /// <summary>The most agents of a race.</summary>
    public const int MaxAgents = 9;

    /// <summary>The largest number of a call or an answer.</summary>
    public const int MaxMoment = 999_999;
}
