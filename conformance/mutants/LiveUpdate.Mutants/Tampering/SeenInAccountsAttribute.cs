namespace LiveUpdate.Mutants;

/// <summary>Marks a mutant of the reference's parts whose bug shows only in the accounts of memory.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class SeenInAccountsAttribute : Attribute;
