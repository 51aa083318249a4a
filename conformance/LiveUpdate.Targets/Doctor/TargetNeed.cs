namespace LiveUpdate.Targets;

/// <summary>Something that reaching an implementation needs, and whether it is there.</summary>
/// <param name="Target">For what it is needed: <c>kernel</c>, or <c>child process</c>.</param>
/// <param name="Name">What it is.</param>
/// <param name="Path">Where it was found, or <see langword="null"/> when it is missing.</param>
/// <param name="Remedy">How to get it, in one line.</param>
public sealed record TargetNeed(string Target, string Name, string? Path, string Remedy)
{
    /// <summary>One line: what it is, and where it is or how to get it.</summary>
    public override string ToString() => Path is null ? $"{Name} is missing: {Remedy}" : $"{Name}: {Path}";
}
