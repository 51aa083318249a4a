namespace LiveUpdate.Model;

/// <summary>How an <see cref="OutcomePattern"/> matches.</summary>
public enum PatternKind : byte
{
    /// <summary>The answer says all that the wanted one says.</summary>
    Exactly,

    /// <summary>Any refusal.</summary>
    AnyError,

    /// <summary>Anything.</summary>
    AnyOutcome,

    /// <summary>The wanted answer, save for a range of argument bytes.</summary>
    ArgumentExcept,

    /// <summary>The wanted success or error, with whatever callbacks.</summary>
    AnyTrace,

    /// <summary>The wanted answer, save for a field whose value is the implementation's choice.</summary>
    Open,
}
