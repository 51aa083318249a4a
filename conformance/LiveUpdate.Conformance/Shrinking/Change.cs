using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>One step away from a program: some of its operations replaced or left out.</summary>
/// <param name="Places">Where, ascending, and what stands there instead; <see langword="null"/> for nothing.</param>
internal sealed record Change(IReadOnlyList<(int Index, Operation? Operation)> Places)
{
    /// <summary>A change in one place.</summary>
    /// <param name="index">The place.</param>
    /// <param name="operation">What stands there instead; <see langword="null"/> for nothing.</param>
    public static Change At(int index, Operation? operation) => new([(index, operation)]);

    /// <summary>Whether another change is to other places.</summary>
    /// <param name="other">The other change.</param>
    public bool IsApartFrom(Change other)
    {
        foreach ((int index, _) in Places)
        {
            foreach ((int otherIndex, _) in other.Places)
            {
                if (index == otherIndex)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>How many operations it leaves out.</summary>
    public int Removed => Places.Count(static place => place.Operation is null);

    /// <summary>A program with some changes, which are apart from each other.</summary>
    /// <param name="operations">The program.</param>
    /// <param name="changes">The changes.</param>
    public static Operation[] Apply(Operation[] operations, params ReadOnlySpan<Change> changes)
    {
        Operation?[] changed = [.. operations];
        int length = changed.Length;
        foreach (Change change in changes)
        {
            length -= change.Removed;
            foreach ((int index, Operation? operation) in change.Places)
            {
                changed[index] = operation;
            }
        }

        var applied = new Operation[length];
        int next = 0;
        foreach (Operation? operation in changed)
        {
            if (operation is not null)
            {
                applied[next++] = operation;
            }
        }

        return applied;
    }
}
