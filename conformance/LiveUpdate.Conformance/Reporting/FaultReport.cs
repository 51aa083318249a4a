namespace LiveUpdate.Conformance;

/// <summary>A crash, a hang or a broken protocol: the reason why there is no verdict.</summary>
/// <param name="Kind">How it failed, in lower case, such as <c>crash</c>.</param>
/// <param name="Message">What happened, in one line.</param>
/// <param name="LastWords">The last of what the implementation printed, empty when nothing.</param>
/// <param name="Origin">Which program was running.</param>
/// <param name="Program">The text of that program.</param>
/// <param name="Replay">The command that runs it again.</param>
public sealed record FaultReport(
    string Kind,
    string Message,
    string LastWords,
    string Origin,
    string Program,
    string Replay
);
