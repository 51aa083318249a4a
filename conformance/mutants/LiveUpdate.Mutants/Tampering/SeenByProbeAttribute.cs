namespace LiveUpdate.Mutants;

/// <summary>Marks a mutant whose bug has to show in what a probe in the kernel sees; neither images nor accounts of memory can be looked at.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class SeenByProbeAttribute : Attribute;
