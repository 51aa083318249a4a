namespace LiveUpdate.Conformance;

/// <summary>One bar of a histogram.</summary>
/// <param name="From">The least value counted here.</param>
/// <param name="To">The greatest value counted here.</param>
/// <param name="Count">How many there were.</param>
public sealed record HistogramBar(ulong From, ulong To, long Count);
