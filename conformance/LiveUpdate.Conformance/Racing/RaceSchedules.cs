using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>The schedules to try on a race: those with few preemptions, since these are what most bugs need.</summary>
internal static class RaceSchedules
{
    /// <summary>How many schedules a search of one race tries at most.</summary>
    public const int Most = 3000;

    /// <summary>All schedules with at most two preemptions, those with fewer and shorter turns first.</summary>
    /// <param name="agents">The agents.</param>
    /// <param name="stepsOf">How many steps an agent is known to take; asked again and again, as runs show more.</param>
    public static IEnumerable<RaceSchedule> Bounded(IReadOnlyList<int> agents, Func<int, int> stepsOf)
    {
        foreach (int first in agents)
        {
            yield return RaceSchedule.Of(new RaceTurn(first, 1));
        }

        foreach ((int first, int second) in Pairs(agents))
        {
            for (int steps = 1; steps < stepsOf(first); steps++)
            {
                yield return RaceSchedule.Of(new RaceTurn(first, steps), new RaceTurn(second, 1));
            }
        }

        foreach ((int first, int second) in Pairs(agents))
        {
            for (int steps = 1; steps < stepsOf(first); steps++)
            {
                for (int then = 1; then < stepsOf(second); then++)
                {
                    foreach (int third in agents)
                    {
                        if (third != second)
                        {
                            yield return RaceSchedule.Of(
                                new RaceTurn(first, steps),
                                new RaceTurn(second, then),
                                new RaceTurn(third, 1)
                            );
                        }
                    }
                }
            }
        }
    }

    /// <summary>Draws a schedule with one preemption, at times two.</summary>
    /// <param name="choices">Where the choices come from.</param>
    /// <param name="agents">The agents; at least two.</param>
    /// <param name="stepsOf">How many steps an agent takes.</param>
    public static RaceSchedule Draw(ChoiceSource choices, IReadOnlyList<int> agents, Func<int, int> stepsOf)
    {
        int first = choices.Below(agents.Count);
        int second = (first + 1 + choices.Below(agents.Count - 1)) % agents.Count;
        var turns = new List<RaceTurn> { new(agents[first], 1 + choices.Below(Math.Max(1, stepsOf(agents[first])))) };
        if (choices.Chance(25))
        {
            turns.Add(new RaceTurn(agents[second], 1 + choices.Below(Math.Max(1, stepsOf(agents[second])))));
            second = (second + 1 + choices.Below(agents.Count - 1)) % agents.Count;
        }

        turns.Add(new RaceTurn(agents[second], 1));
        return new RaceSchedule([.. turns]);
    }

    private static IEnumerable<(int First, int Second)> Pairs(IReadOnlyList<int> agents)
    {
        foreach (int first in agents)
        {
            foreach (int second in agents)
            {
                if (first != second)
                {
                    yield return (first, second);
                }
            }
        }
    }
}
