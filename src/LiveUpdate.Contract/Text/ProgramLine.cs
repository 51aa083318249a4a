namespace LiveUpdate.Contract;

/// <summary>One line of a program: an operation and, in a log or an expectation, the answer.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Recorded">The answer behind <c>-></c>, or <see langword="null"/>.</param>
public sealed record ProgramLine(Operation Operation, Outcome? Recorded = null)
{
    /// <summary>The line's text.</summary>
    public override string ToString() => Recorded is null ? $"{Operation}" : $"{Operation} -> {Recorded}";
}
