namespace LiveUpdate.Mutants;

/// <summary>Marks a mutant whose bug has to show in the image, which can therefore be seen.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class SeenInImageAttribute : Attribute;
