using System.Globalization;
using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Draws when each call of a race began and was answered: a line for each, time from left to right.</summary>
internal static class RacePicture
{
    private const int MostWidth = 48;

    /// <summary>Draws a race.</summary>
    /// <param name="race">The operations.</param>
    /// <param name="history">When they were called and answered.</param>
    /// <returns>The lines; an operation that was never called has none.</returns>
    public static IReadOnlyList<string> Draw(IReadOnlyList<RacingOperation> race, RaceHistory history)
    {
        int last = 1;
        foreach (RaceAnswer answer in history.Answers)
        {
            last = Math.Max(last, Math.Max(answer.Called, answer.Answered));
        }

        int unit = Math.Clamp(MostWidth / last, 1, 3);
        int width = last * unit + 1;
        var lines = new List<string>();
        for (int i = 0; i < race.Count; i++)
        {
            RaceAnswer answer = history.Answers[i];
            if (answer.Called == 0)
            {
                continue;
            }

            int start = (answer.Called - 1) * unit;
            int end = answer.IsPending ? width : answer.Answered * unit;
            var text = new StringBuilder().Append(' ', start).Append('|').Append('-', Math.Max(0, end - start - 1));
            text.Append(answer.IsPending ? '>' : '|');
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"agent {race[i].Agent}  {text.ToString().PadRight(width + 2)} {race[i].Operation} -> {(answer.Outcome is null ? "never" : answer.Outcome)}"
                )
            );
        }

        return lines;
    }
}
