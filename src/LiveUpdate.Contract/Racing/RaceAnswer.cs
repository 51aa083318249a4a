namespace LiveUpdate.Contract;

/// <summary>What became of an operation of a race.</summary>
/// <param name="Called">When it was called, counted from 1 over all calls and answers of the race; 0 when it never was.</param>
/// <param name="Answered">When its answer came; 0 when none did, because a jump was faster.</param>
/// <param name="Outcome">The answer, or <see langword="null"/>.</param>
public readonly record struct RaceAnswer(int Called, int Answered, Outcome? Outcome)
{
    /// <summary>Whether it was called and has no answer.</summary>
    public bool IsPending => Called > 0 && Answered == 0;
}
