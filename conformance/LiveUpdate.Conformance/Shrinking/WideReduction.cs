using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>
/// Leaves operations out, many at a time, with few rounds of many runs: first each part of the program alone, then all the parts
/// together of which none was needed, with halves and quarters of those beside it.
/// </summary>
/// <param name="found">The violation.</param>
/// <param name="run">Runs programs all at once and says what each breaks; <see langword="null"/> when there is no time left.</param>
internal sealed class WideReduction(Violation found, Func<IReadOnlyList<Operation[]>, IReadOnlyList<Violation?>?> run)
{
    /// <summary>How many parts a program has at first.</summary>
    private const int FirstParts = 12;

    /// <summary>How much smaller the parts of the next level are.</summary>
    private const int Finer = 3;

    /// <summary>How often parts of one size are tried while that brings something.</summary>
    private const int MostTries = 3;

    private readonly ClauseId _clause = found.Clause;
    private readonly ViolationKind _kind = found.Kind;

    /// <summary>The shortest program so far that breaks the clause.</summary>
    public Violation Best { get; private set; } = found;

    /// <summary>Goes down to parts of one operation.</summary>
    public void Reduce()
    {
        int size = (Best.Program.Lines.Length + FirstParts - 1) / FirstParts;
        while (size >= 1)
        {
            for (int tries = 0; tries < MostTries; tries++)
            {
                int before = Best.Program.Lines.Length;
                if (!TryLevel(size))
                {
                    return;
                }

                if (Best.Program.Lines.Length == before)
                {
                    break;
                }
            }

            size = size == 1 ? 0 : Math.Max(1, size / Finer);
        }
    }

    /// <returns>Whether there was time.</returns>
    private bool TryLevel(int size)
    {
        Operation[] all = [.. Best.Program.Operations];
        int[] parts = [.. Enumerable.Range(0, (all.Length + size - 1) / size)];
        Operation[] without(IReadOnlyCollection<int> left) => [.. all.Where((_, i) => !left.Contains(i / size))];
        if (!TryAll([.. parts.Select(part => without([part]))], out bool[] isNeeded))
        {
            return false;
        }

        int[] spare = [.. parts.Where(part => !isNeeded[part])];
        return spare.Length < 2 || TryAll([.. Groups(spare).Select(without)], out _);
    }

    private static IEnumerable<int[]> Groups(int[] spare)
    {
        const int most = 4;
        for (int count = 1; count <= most && count < spare.Length; count *= 2)
        {
            foreach (int[] group in spare.Chunk((spare.Length + count - 1) / count))
            {
                yield return group;
            }
        }
    }

    private bool TryAll(List<Operation[]> candidates, out bool[] isNeeded)
    {
        isNeeded = new bool[candidates.Count];
        if (run(candidates) is not { } results)
        {
            return false;
        }

        for (int i = 0; i < candidates.Count; i++)
        {
            Violation? violation = results[i];
            isNeeded[i] = violation is null || violation.Clause != _clause || violation.Kind != _kind;
            if (!isNeeded[i] && violation!.Program.Lines.Length < Best.Program.Lines.Length)
            {
                Best = violation;
            }
        }

        return true;
    }
}
