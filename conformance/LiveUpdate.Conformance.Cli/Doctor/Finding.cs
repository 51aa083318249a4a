namespace LiveUpdate.Conformance.Cli;

/// <summary>One thing that luoconf looked at.</summary>
/// <param name="State">How it is.</param>
/// <param name="Subject">What it is.</param>
/// <param name="Details">What was seen, or how to mend it.</param>
internal sealed record Finding(FindingState State, string Subject, string Details);
