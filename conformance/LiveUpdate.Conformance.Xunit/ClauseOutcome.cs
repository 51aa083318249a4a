namespace LiveUpdate.Conformance.Xunit;

/// <summary>How a clause's test case ends, and what it says then.</summary>
/// <param name="Verdict">How it ends.</param>
/// <param name="Text">The failure or the reason of the skip; empty for a pass.</param>
internal sealed record ClauseOutcome(ClauseOutcomeKind Verdict, string Text);
