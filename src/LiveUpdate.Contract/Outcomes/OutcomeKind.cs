namespace LiveUpdate.Contract;

/// <summary>How an operation ended.</summary>
public enum OutcomeKind : byte
{
    /// <summary>It succeeded: <c>ok</c>.</summary>
    Ok,

    /// <summary>It was refused with an error number: <c>err NAME</c>.</summary>
    Error,

    /// <summary>The implementation does not have this operation: <c>unsupported</c>. Nothing happened.</summary>
    Unsupported,
}
