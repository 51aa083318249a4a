namespace LiveUpdate.Mutants;

/// <summary>Names the clauses that a mutant breaks: a campaign has to name one of them.</summary>
/// <param name="clauses">The clauses, the one that says it best first.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class BreaksAttribute(params string[] clauses) : Attribute
{
    /// <summary>The clauses.</summary>
    public IReadOnlyList<string> Clauses => clauses;
}
