namespace LiveUpdate.Conformance;

/// <summary>The implementation gave no answer; the campaign ends without a verdict.</summary>
/// <param name="Fault">What happened.</param>
public sealed record TargetFaulted(TargetFault Fault) : RunEvent;
