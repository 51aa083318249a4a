namespace LiveUpdate.Mutants;

/// <summary>Marks a mutant whose bug has to show in the callbacks of handlers and FLBs, which can therefore be seen; images too.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class SeenInKernelAttribute : Attribute;
