namespace LiveUpdate.Mutants;

/// <summary>Marks a class as a mutant: an implementation with one bug.</summary>
/// <param name="id">A short name, such as <c>session-name-63-rejected</c>; it leads with the bug's id where history has one.</param>
/// <param name="title">What the mutant does wrong, in one sentence.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MutationAttribute(string id, string title) : Attribute
{
    /// <summary>The short name.</summary>
    public string Id => id;

    /// <summary>What it does wrong.</summary>
    public string Title => title;

    /// <summary>The profile that it claims to implement.</summary>
    public string Profile { get; init; } = "linux-7.3";

    /// <summary>The bug of the past that it repeats, such as <c>HL-07</c>, or <see langword="null"/>.</summary>
    public string? History { get; init; }
}
