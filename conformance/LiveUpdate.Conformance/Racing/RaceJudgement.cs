using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Judges a race that was recorded, without the implementation that ran it.</summary>
public static class RaceJudgement
{
    /// <summary>Says whether a log is allowed.</summary>
    /// <param name="log">A program with a race: answers with their moments in the race, answers before it and, as far as they go, behind it.</param>
    /// <param name="modelOptions">What the model takes for granted; <see langword="null"/> for the usual.</param>
    /// <returns>What is broken, or <see langword="null"/> when the race has an order that the contract allows.</returns>
    /// <exception cref="ArgumentException">The log has no race, or lacks an answer or a moment.</exception>
    /// <exception cref="RaceRefusedException">The race cannot be judged.</exception>
    public static Violation? Judge(Program log, ModelOptions? modelOptions = null)
    {
        int answered = log.Lines.Length;
        while (answered > 0 && log.Lines[answered - 1] is { Race: null, Recorded: null })
        {
            answered--;
        }

        Program whole = log with { Lines = log.Lines[..answered] };
        if (!whole.HasRace || whole.Lines.Any(static line => !IsWhole(line)) || AnyMomentTwice(whole))
        {
            throw new ArgumentException("The log has no race, or lacks an answer or a moment.", nameof(log));
        }

        var runner = new RaceRunner(
            new LiveUpdateModel(modelOptions ?? ModelOptions.Default),
            new RecordedRace(whole),
            null
        );
        return runner.Run(RaceCase.Of(whole), whole.Schedule ?? RaceSchedule.InOrder, null);
    }

    private static bool IsWhole(ProgramLine line) =>
        line.Race is null ? line.Recorded is not null : (line.Race.Answered > 0) == (line.Recorded is not null);

    private static bool AnyMomentTwice(Program program)
    {
        int[] moments =
        [
            .. program
                .Lines.Where(static line => line.Race is not null)
                .SelectMany(static line => new[] { line.Race!.Called, line.Race.Answered })
                .Where(static moment => moment > 0),
        ];
        return moments.Distinct().Count() != moments.Length;
    }
}
