using System.Globalization;

namespace LiveUpdate.Contract;

/// <summary>The lines of a race: <c>race [schedule=…]</c>, then lines that carry their agent and, in a log, when they were called and answered.</summary>
internal sealed class RaceText
{
    private const string Word = "race";
    private const string Key = "schedule=";

    private State _state;

    private enum State
    {
        None,
        Begun,
        Running,
        Over,
    }

    /// <summary>The schedule of the race's first line.</summary>
    public RaceSchedule? Schedule { get; private set; }

    /// <summary>Whether a race began that has no operation.</summary>
    public bool IsEmpty => _state == State.Begun;

    /// <summary>The first line of a race.</summary>
    /// <param name="schedule">The schedule, or <see langword="null"/>.</param>
    public static string Print(RaceSchedule? schedule) => schedule is null ? Word : $"{Word} {Key}{schedule}";

    /// <summary>Takes the agent that leads a line out of its tokens.</summary>
    public static RaceLine? TakeAgent(List<(int Column, string Text)> tokens)
    {
        if (tokens[0].Text is not [>= '1' and <= '9', ':'])
        {
            return null;
        }

        var race = new RaceLine(tokens[0].Text[0] - '0');
        tokens.RemoveAt(0);
        return race;
    }

    /// <summary>Takes the moments that end a line out of its tokens.</summary>
    /// <returns>Whether there are any.</returns>
    public static bool TakeMoments(
        List<(int Column, string Text)> tokens,
        ref RaceLine race,
        out (int Column, string Message)? fault
    )
    {
        fault = null;
        (int column, string text) = tokens[^1];
        if (!text.StartsWith('@'))
        {
            return false;
        }

        int dash = text.IndexOf('-', StringComparison.Ordinal);
        int answered = 0;
        if (
            !TryMoment(dash < 0 ? text[1..] : text[1..dash], out int called)
            || (dash >= 0 && (!TryMoment(text[(dash + 1)..], out answered) || answered <= called))
        )
        {
            fault = (
                column,
                "moments are numbers from 1, the answer's above the call's: @3-5, or @3 without an answer"
            );
            return false;
        }

        race = race with { Called = called, Answered = answered };
        tokens.RemoveAt(tokens.Count - 1);
        return true;
    }

    /// <summary>Reads the first line of a race.</summary>
    /// <param name="line">Any line.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <returns>Whether it is the first line of a race, right or wrong.</returns>
    public bool TryBegin(string line, out (int Column, string Message)? fault)
    {
        fault = null;
        if (!line.Contains(Word, StringComparison.Ordinal))
        {
            return false;
        }

        List<(int Column, string Text)> tokens = LineParser.Tokens(line);
        if (tokens.Count == 0 || tokens[0].Text != Word)
        {
            return false;
        }

        if (_state != State.None)
        {
            fault = (tokens[0].Column, "a program has one race at most; split the program");
            return true;
        }

        _state = State.Begun;
        if (tokens.Count > 1)
        {
            RaceSchedule schedule = RaceSchedule.InOrder;
            string text = tokens[1].Text;
            if (
                tokens.Count > 2
                || !text.StartsWith(Key, StringComparison.Ordinal)
                || !RaceSchedule.TryParse(text[Key.Length..], out schedule)
            )
            {
                fault = (tokens[1].Column, "a schedule is wanted here, such as schedule=1*3,2: agents and their steps");
                return true;
            }

            Schedule = schedule;
        }

        return true;
    }

    /// <summary>Holds a line against the race so far.</summary>
    /// <param name="line">The line, or <see langword="null"/> for none.</param>
    /// <returns>What is wrong.</returns>
    public (int Column, string Message)? Follow(ProgramLine? line)
    {
        if (line is null)
        {
            return null;
        }

        if (line.Race is not null)
        {
            if (_state is State.None or State.Over)
            {
                return (1, $"an agent leads this line, but no race goes on; write '{Word}' before its first line");
            }

            _state = State.Running;
            return null;
        }

        if (_state == State.Begun)
        {
            return (1, "the lines of a race begin with their agent, such as 1: d = open");
        }

        _state = _state == State.None ? State.None : State.Over;
        return null;
    }

    private static bool TryMoment(string text, out int moment) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out moment)
        && moment >= 1
        && moment <= RaceLine.MaxMoment
        && text[0] != '0';
}
