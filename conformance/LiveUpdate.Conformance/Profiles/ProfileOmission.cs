namespace LiveUpdate.Conformance;

/// <summary>Something in which a profile's kernel differs and to which the suite does not hold an implementation.</summary>
/// <param name="What">What is different.</param>
/// <param name="Source">Where it is known from.</param>
/// <param name="Reason">Why nothing judges it.</param>
public sealed record ProfileOmission(string What, string Source, string Reason);
