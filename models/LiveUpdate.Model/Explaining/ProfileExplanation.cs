using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers where a profile differs from Linux 7.3.</summary>
internal static class ProfileExplanation
{
    /// <summary>The clause of the difference that the operation is about, or <see langword="null"/> when it is about none.</summary>
    public static ClauseId? Of(Difference difference, Operation op) =>
        OlderExplanation.Of(difference, op)
        ?? FinishOnCloseExplanation.Of(difference, op)
        ?? UnpreservationExplanation.Of(difference, op)
        ?? AlternativeExplanation.Of(difference, op);
}
