using System.Diagnostics;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Finds who lost the memory that boots lacked at their end.</summary>
/// <param name="meter">What measures it.</param>
internal sealed class MemoryLosses(ILossMeter meter)
{
    /// <summary>
    /// Each search costs about ten boots, and a kernel that always loses memory does so on every one: then the culprits of
    /// some boots are enough.
    /// </summary>
    private const int MostSearches = 6;

    /// <summary>No search is begun after this.</summary>
    private static readonly TimeSpan LastBegin = TimeSpan.FromSeconds(45);

    /// <summary>
    /// One loss for every boot on which some was lost first, then what others lost on the same boots. What is not seen again
    /// when it is measured again is not told of: then a program is not known to be its cause.
    /// </summary>
    /// <param name="programs">The programs.</param>
    /// <param name="answers">Their answers.</param>
    /// <returns>The losses, their members by their places in <paramref name="programs"/>.</returns>
    public List<FoundLoss> Find(IReadOnlyList<Program> programs, IReadOnlyList<BatchAnswer> answers)
    {
        var losses = new List<FoundLoss>();
        var boots = new Queue<List<int>>(
            Enumerable
                .Range(0, answers.Count)
                .Where(i => answers[i].LossyBoot is not null)
                .GroupBy(i => answers[i].LossyBoot)
                .OrderBy(static boot => boot.Key)
                .Select(static boot => boot.ToList())
        );
        long started = Stopwatch.GetTimestamp();
        for (int searches = 0; searches < MostSearches && boots.TryDequeue(out List<int>? suspects); searches++)
        {
            if (Stopwatch.GetElapsedTime(started) > LastBegin)
            {
                break;
            }

            if (meter.FindLoss([.. suspects.Select(i => programs[i])]) is not { } found)
            {
                continue;
            }

            int[] members = [.. found.Members.Select(m => suspects[m])];
            losses.Add(found with { Members = [.. members] });
            List<int> others = [.. suspects.Except(members)];
            if (others.Count > 0)
            {
                boots.Enqueue(others);
            }
        }

        return losses;
    }
}
