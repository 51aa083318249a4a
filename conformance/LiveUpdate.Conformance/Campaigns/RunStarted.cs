namespace LiveUpdate.Conformance;

/// <summary>The first event: what is about to run.</summary>
/// <param name="Implementation">The implementation's name.</param>
/// <param name="Version">The implementation's version.</param>
/// <param name="Options">The campaign's options.</param>
public sealed record RunStarted(string Implementation, string Version, CampaignOptions Options) : RunEvent;
