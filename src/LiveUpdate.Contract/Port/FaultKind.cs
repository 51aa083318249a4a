namespace LiveUpdate.Contract;

/// <summary>How an implementation failed to give an answer.</summary>
public enum FaultKind
{
    /// <summary>It could not be started.</summary>
    NotStarted,

    /// <summary>It ended, or its kernel panicked.</summary>
    Crashed,

    /// <summary>It did not answer in time.</summary>
    Hung,

    /// <summary>It answered something that is not an answer, or too much.</summary>
    BrokeProtocol,
}
