using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>The programs close to a program that uses the kernel from inside or meets faults.</summary>
/// <remarks>
/// Steps that lead down one at a time end in many places there: a page shows what a folio does, a handler's refusal what a
/// failing allocation does, and the number of a callback goes down only together with a file. So a few changes are made at
/// once, some of which lead up, and the plainest of the programs below is taken.
/// </remarks>
internal static class Neighbourhood
{
    /// <summary>The most changes at once.</summary>
    public const int MostChanges = 3;

    private const int MostForThree = 6;
    private const int MostForTwo = 24;

    /// <summary>The plainer programs that differ in some changes, the plainest first.</summary>
    /// <param name="operations">The program.</param>
    /// <param name="count">In how many; long programs have none with more than one.</param>
    public static List<Operation[]> Below(Operation[] operations, int count)
    {
        var below = new List<Operation[]>();
        if (count <= 1 || (count == 2 && operations.Length <= MostForTwo) || operations.Length <= MostForThree)
        {
            Choose(operations, Changes.Of(operations), Changes.AtTheEnd(operations), new Change[count], 0, 0, below);
        }

        below.Sort(static (one, other) => ProgramOrder.Compare(one, other));
        return below;
    }

    /// <summary>Chooses changes that are apart, one of which may be to ask something else at the end.</summary>
    private static void Choose(
        Operation[] operations,
        List<Change> changes,
        List<Change> ends,
        Change[] chosen,
        int depth,
        int from,
        List<Operation[]> below
    )
    {
        if (depth == chosen.Length)
        {
            Add(operations, chosen, below);
            return;
        }

        for (int i = from; i < changes.Count; i++)
        {
            if (IsApart(changes[i], chosen.AsSpan(0, depth)))
            {
                chosen[depth] = changes[i];
                Choose(operations, changes, ends, chosen, depth + 1, i + 1, below);
            }
        }

        if (depth == chosen.Length - 1 && depth < MostChanges - 1)
        {
            foreach (Change end in ends)
            {
                if (IsApart(end, chosen.AsSpan(0, depth)))
                {
                    chosen[depth] = end;
                    Add(operations, chosen, below);
                }
            }
        }
    }

    private static bool IsApart(Change change, ReadOnlySpan<Change> others)
    {
        foreach (Change other in others)
        {
            if (!change.IsApartFrom(other))
            {
                return false;
            }
        }

        return true;
    }

    private static void Add(Operation[] operations, Change[] changes, List<Operation[]> below)
    {
        Operation[] candidate = Change.Apply(operations, changes);
        if (candidate.Length > 0 && ProgramOrder.Compare(candidate, operations) < 0)
        {
            below.Add(candidate);
        }
    }
}
