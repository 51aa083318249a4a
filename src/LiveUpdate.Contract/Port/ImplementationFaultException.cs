namespace LiveUpdate.Contract;

/// <summary>The implementation under test gave no answer, so that no verdict is possible.</summary>
public sealed class ImplementationFaultException : Exception
{
    /// <summary>Describes the fault.</summary>
    /// <param name="kind">How it failed.</param>
    /// <param name="message">What happened, in one line.</param>
    /// <param name="lastWords">The last of what it printed, empty when nothing.</param>
    public ImplementationFaultException(FaultKind kind, string message, string lastWords = "")
        : base(message)
    {
        Kind = kind;
        LastWords = lastWords;
    }

    /// <summary>How it failed.</summary>
    public FaultKind Kind { get; }

    /// <summary>The last of what it printed, such as a stack trace or a kernel log.</summary>
    public string LastWords { get; }
}
