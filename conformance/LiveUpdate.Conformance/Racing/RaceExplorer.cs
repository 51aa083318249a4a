using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Tries schedules on races, and says whether what was found needs a race at all.</summary>
/// <remarks>An instance is used again and again by one thread.</remarks>
internal sealed class RaceExplorer
{
    private const int MostOrders = 128;

    private readonly RaceRunner _runner;
    private readonly CaseRunner _alone;
    private readonly RaceGenerator _generator;
    private readonly HashSet<string> _drawn = new(StringComparer.Ordinal);
    private readonly int[] _steps = new int[RaceLine.MaxAgents + 1];

    /// <summary>An explorer.</summary>
    /// <param name="model">What is allowed.</param>
    /// <param name="implementation">What is judged.</param>
    /// <param name="imageJudge">Makes who judges images; <see langword="null"/> for nobody.</param>
    /// <param name="journal">Learns of each program before its first operation runs; <see langword="null"/> for nobody.</param>
    public RaceExplorer(
        LiveUpdateModel model,
        IRacingImplementation implementation,
        Func<IImageJudge>? imageJudge,
        ICaseJournal? journal = null
    )
    {
        _runner = new RaceRunner(model, implementation, imageJudge) { Journal = journal };
        _alone = new CaseRunner(model, implementation, imageJudge) { Journal = journal };
        _generator = new RaceGenerator(model, implementation.Features);
        HasHandlers = implementation.Features.HasFlag(Features.Handlers);
    }

    /// <summary>Whether files of scripted handlers can be made.</summary>
    public bool HasHandlers { get; }

    /// <summary>What runs the programs.</summary>
    public RaceRunner Runner => _runner;

    /// <summary>What does the operations of a race one by one.</summary>
    public CaseRunner OneByOne => _alone;

    /// <summary>How many runs there were since the explorer was made.</summary>
    public long Runs { get; private set; }

    /// <summary>Makes the race of a case.</summary>
    /// <param name="seed">The campaign's seed.</param>
    /// <param name="index">The case's index.</param>
    public RaceCase Generate(ulong seed, long index)
    {
        _generator.Choices.Start(~seed, index);
        return _generator.Generate();
    }

    /// <summary>Runs the race that was generated last under some schedules, drawn from the same choices.</summary>
    /// <param name="race">The race.</param>
    /// <param name="coverage">Where to count.</param>
    public Violation? TryDrawn(RaceCase race, CoverageTable? coverage)
    {
        Forget();
        IReadOnlyList<int> agents = race.Agents;
        _drawn.Clear();
        for (int i = 0; i < RaceShare.Schedules; i++)
        {
            RaceSchedule schedule =
                i == 0 ? RaceSchedule.InOrder : RaceSchedules.Draw(_generator.Choices, agents, StepsOf);
            if (_drawn.Add($"{schedule}") && Run(race, schedule, coverage) is { } violation)
            {
                return Alone(race) ?? violation;
            }
        }

        return null;
    }

    /// <summary>Runs a given program under its own schedule, or under all with few preemptions when it has none.</summary>
    /// <param name="program">The program; recorded answers are ignored.</param>
    /// <param name="coverage">Where to count.</param>
    public Violation? TryAll(Program program, CoverageTable? coverage)
    {
        RaceCase race = RaceCase.Of(program);
        Violation? violation = program.Schedule is { } schedule
            ? Run(race, schedule, coverage)
            : Search(race, int.MaxValue, static _ => true, coverage);
        return violation is null ? null : Alone(race) ?? violation;
    }

    /// <summary>Runs a race under one schedule.</summary>
    /// <param name="race">The race.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="coverage">Where to count.</param>
    public Violation? Run(RaceCase race, RaceSchedule schedule, CoverageTable? coverage)
    {
        Runs++;
        Violation? violation = _runner.Run(race, schedule, coverage);
        Span<int> steps = stackalloc int[RaceLine.MaxAgents + 1];
        foreach (int agent in _runner.History.Steps)
        {
            steps[agent]++;
        }

        for (int agent = 1; agent < steps.Length; agent++)
        {
            _steps[agent] = Math.Max(_steps[agent], steps[agent]);
        }

        return violation;
    }

    /// <summary>Searches the schedules with few preemptions, those with the fewest first.</summary>
    /// <param name="race">The race.</param>
    /// <param name="mostTurns">The most turns of a schedule; one more than preemptions.</param>
    /// <param name="isWanted">Which violation is looked for.</param>
    /// <param name="coverage">Where to count.</param>
    /// <returns>The violation under the first schedule that shows it, or <see langword="null"/>.</returns>
    public Violation? Search(
        RaceCase race,
        int mostTurns,
        Func<Violation, bool> isWanted,
        CoverageTable? coverage = null
    )
    {
        Forget();
        int runs = 0;
        foreach (RaceSchedule schedule in RaceSchedules.Bounded(race.Agents, StepsOf))
        {
            if (schedule.Turns.Length > mostTurns || runs++ == RaceSchedules.Most)
            {
                return null;
            }

            if (Run(race, schedule, coverage) is { } violation && isWanted(violation))
            {
                return violation;
            }
        }

        return null;
    }

    /// <summary>Does the operations of a race one after the other, in its possible orders: what is wrong then needs no race.</summary>
    /// <param name="race">The race.</param>
    /// <returns>The violation of an ordinary program, or <see langword="null"/>.</returns>
    public Violation? Alone(RaceCase race)
    {
        int orders = 0;
        foreach (int[] order in Orders(race))
        {
            if (orders++ == MostOrders)
            {
                return null;
            }

            if (_alone.Run(race.InOrder(order), null, null) is { } violation)
            {
                return violation;
            }
        }

        return null;
    }

    private static IEnumerable<int[]> Orders(RaceCase race)
    {
        int[][] agents =
        [
            .. race.Agents.Select(agent =>
                Enumerable.Range(0, race.Race.Length).Where(i => race.Race[i].Agent == agent).ToArray()
            ),
        ];
        return Interleave(agents, new int[agents.Length], []);
    }

    private static IEnumerable<int[]> Interleave(int[][] agents, int[] next, List<int> order)
    {
        bool isWhole = true;
        for (int i = 0; i < agents.Length; i++)
        {
            if (next[i] == agents[i].Length)
            {
                continue;
            }

            isWhole = false;
            order.Add(agents[i][next[i]++]);
            foreach (int[] whole in Interleave(agents, next, order))
            {
                yield return whole;
            }

            next[i]--;
            order.RemoveAt(order.Count - 1);
        }

        if (isWhole)
        {
            yield return [.. order];
        }
    }

    private int StepsOf(int agent) => _steps[agent];

    private void Forget() => Array.Clear(_steps);
}
