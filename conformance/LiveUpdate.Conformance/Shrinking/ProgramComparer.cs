using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Compares programs by value.</summary>
internal sealed class ProgramComparer : IEqualityComparer<Operation[]>
{
    /// <summary>The one instance.</summary>
    public static ProgramComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(Operation[]? x, Operation[]? y) => x.AsSpan().SequenceEqual(y.AsSpan());

    /// <inheritdoc/>
    public int GetHashCode(Operation[] obj)
    {
        var hash = new HashCode();
        foreach (Operation operation in obj)
        {
            hash.Add(operation);
        }

        return hash.ToHashCode();
    }
}
