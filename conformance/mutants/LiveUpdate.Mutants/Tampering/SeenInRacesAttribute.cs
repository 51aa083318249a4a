namespace LiveUpdate.Mutants;

/// <summary>Marks a mutant whose bug shows only when several agents act at once.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class SeenInRacesAttribute : Attribute;
