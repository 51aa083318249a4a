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

    /// <summary>
    /// Its kernel panicked, oopsed, warned, hung or reset itself while it did ordinary operations: not the want of a verdict
    /// but a finding (BASE-10).
    /// </summary>
    KernelFailed,

    /// <summary>It answered something that is not an answer, or too much.</summary>
    BrokeProtocol,
}
