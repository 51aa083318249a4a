namespace LiveUpdate.Model;

/// <summary>A file that scripted handlers take.</summary>
public sealed record ScriptedFile
{
    /// <summary>Its kind, 0 to 7.</summary>
    public ulong Kind { get; init; }

    /// <summary>The number that it holds.</summary>
    public ulong Value { get; init; }

    /// <summary>What it stands for, 0 for itself.</summary>
    public ulong Object { get; init; }

    /// <summary>Whether another file has to be preserved before it.</summary>
    public bool HasNeed { get; init; }

    /// <summary>The <see cref="Identified.Id"/> of that file.</summary>
    public int NeededOpenFileId { get; init; }

    /// <summary>The <see cref="Identified.Id"/> of that file, 0 for none.</summary>
    public int NeededMemoryFileId { get; init; }

    /// <summary>The number that file holds, when it is one of handlers.</summary>
    public ulong? NeededValue { get; init; }
}
