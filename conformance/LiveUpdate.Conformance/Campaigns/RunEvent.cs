namespace LiveUpdate.Conformance;

/// <summary>
/// Something that happened in a campaign. Events come one at a time, in order, and are immutable; everything that is
/// shown of a run is made from them.
/// </summary>
public abstract record RunEvent;
