namespace LiveUpdate.Reference;

/// <summary>The file that scripted handlers take: it holds one number (<c>handler.file</c>).</summary>
/// <param name="kind">Its kind, 0 to 7.</param>
/// <param name="value">The number.</param>
/// <param name="stands">What it stands for, 0 for itself.</param>
/// <param name="needs">The file that must be preserved before it, or <see langword="null"/>.</param>
public sealed class HandlerFile(ulong kind, ulong value, ulong stands, OpenFile? needs)
{
    /// <summary>Its kind.</summary>
    public ulong Kind { get; } = kind;

    /// <summary>The number.</summary>
    public ulong Value { get; } = value;

    /// <summary>What it stands for, 0 for itself.</summary>
    public ulong Object { get; } = stands;

    /// <summary>The file that must be preserved before it in its session; not kept alive by this one.</summary>
    public OpenFile? Needs { get; } = needs;

    /// <summary>What its handler wants back from LUO for each of its preservations; more than one only before 7.1.</summary>
    internal List<object> Private { get; } = [];
}
