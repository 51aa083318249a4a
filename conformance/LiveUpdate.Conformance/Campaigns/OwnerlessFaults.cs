using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>
/// Finds who is to blame for what is wrong in parts of a shared image that belong to no session, such as a leaked page: by
/// halving those who were there, and at the end alone.
/// </summary>
/// <param name="implementation">What is judged.</param>
internal sealed class OwnerlessFaults(IBatchImplementation implementation)
{
    /// <summary>One program for each clause that is enough; each search costs several boots.</summary>
    private readonly HashSet<ClauseId> _searched = [];

    /// <summary>
    /// Replaces the answers of the programs that are to blame by those that they get alone. What does not show again is told of
    /// the first program that was there: it has been seen.
    /// </summary>
    /// <param name="programs">The programs.</param>
    /// <param name="answers">Their answers.</param>
    /// <returns>The places of programs of which something is told that did not show again.</returns>
    public IReadOnlyList<int> Blame(Program[] programs, BatchAnswer[] answers)
    {
        var unrepeated = new List<int>();
        while (Find(answers) is { } found)
        {
            _searched.Add(found.Clause);
            int[] suspects =
            [
                .. Enumerable
                    .Range(0, answers.Length)
                    .Where(i => answers[i].Jumps.Any(jump => jump.Image == found.Image)),
            ];
            int first = suspects[0];
            int shortest = suspects.MinBy(i => programs[i].Lines.Length);
            if (Show(found.Clause, [programs[shortest]]))
            {
                // What every program shows takes no search.
                suspects = [shortest];
            }

            while (suspects.Length > 1)
            {
                int[] half = suspects[..(suspects.Length / 2)];
                suspects = Show(found.Clause, half.Select(i => programs[i])) ? half : suspects[half.Length..];
            }

            // Alone all of the image is its own, and it is judged by all of it; the innocent stay so.
            if (suspects is [int culprit])
            {
                BatchAnswer alone = implementation.RunBatch([programs[culprit]])[0];
                if (Shows(alone, found.Clause))
                {
                    answers[culprit] = alone;
                    continue;
                }
            }

            answers[first] = answers[first] with
            {
                Jumps =
                [
                    .. answers[first]
                        .Jumps.Select(jump => jump.Image == found.Image ? jump with { IsAlone = true } : jump),
                ],
            };
            unrepeated.Add(first);
        }

        return unrepeated;
    }

    private (ClauseId Clause, KeptImage Image)? Find(IEnumerable<BatchAnswer> answers)
    {
        foreach (SharedJump jump in answers.SelectMany(static answer => answer.Jumps))
        {
            if (jump.IsAlone)
            {
                continue;
            }

            foreach (Handover.ImageFault fault in ((SharedImage)jump.Image).OwnerlessFaults)
            {
                if (!_searched.Contains(fault.Clause))
                {
                    return (fault.Clause, jump.Image);
                }
            }
        }

        return null;
    }

    private bool Show(ClauseId clause, IEnumerable<Program> programs) =>
        implementation.RunBatch([.. programs]).Any(answer => Shows(answer, clause));

    private static bool Shows(BatchAnswer answer, ClauseId clause) =>
        answer.Jumps.Any(jump => ((SharedImage)jump.Image).OwnerlessFaults.Any(fault => fault.Clause == clause));
}
