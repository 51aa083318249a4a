namespace LiveUpdate.Conformance;

/// <summary>The last event: the result.</summary>
/// <param name="Result">The result.</param>
public sealed record RunCompleted(CampaignResult Result) : RunEvent;
