namespace LiveUpdate.Mutants;

/// <summary>Marks a mutant whose bug has to show when images are changed on purpose; images themselves are not judged.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class SeenWhenPlantedAttribute : Attribute;
