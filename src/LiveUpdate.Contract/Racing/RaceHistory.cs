namespace LiveUpdate.Contract;

/// <summary>What happened in a race: when each operation was called and answered, and who took which step.</summary>
/// <remarks>An implementation fills it while the race goes on, so that whoever looks at a jump sees what went before.</remarks>
public sealed class RaceHistory
{
    private readonly RaceAnswer[] _answers;
    private readonly List<int> _steps = [];
    private int _moment;

    /// <summary>The history of a race that has not begun.</summary>
    /// <param name="operations">How many operations it has.</param>
    public RaceHistory(int operations) => _answers = new RaceAnswer[operations];

    /// <summary>What became of each operation, in the order of the program's lines.</summary>
    public ReadOnlySpan<RaceAnswer> Answers => _answers;

    /// <summary>The agents in the order of their steps.</summary>
    public IReadOnlyList<int> Steps => _steps;

    /// <summary>Notes that an operation is called.</summary>
    /// <param name="index">The operation's place in the race.</param>
    public void Call(int index) => _answers[index] = new RaceAnswer(++_moment, 0, null);

    /// <summary>Notes that an answer came.</summary>
    /// <param name="index">The operation's place in the race.</param>
    /// <param name="outcome">The answer.</param>
    public void Answer(int index, Outcome outcome) =>
        _answers[index] = _answers[index] with { Answered = ++_moment, Outcome = outcome };

    /// <summary>Notes that an agent takes a step.</summary>
    /// <param name="agent">The agent.</param>
    public void Step(int agent) => _steps.Add(agent);
}
