using System.Collections.Immutable;
using System.Globalization;

namespace LiveUpdate.Contract;

/// <summary>Who runs when in a race, so that a race which was found once is found again.</summary>
/// <remarks>
/// The turns are taken one after the other; the turn of an agent that is done, or that waits, is over. When all turns are
/// over, the agent that ran last goes on as far as it can, then the lowest-numbered one that can.
/// </remarks>
/// <param name="Turns">The turns.</param>
public sealed record RaceSchedule(ImmutableArray<RaceTurn> Turns)
{
    /// <summary>The most turns that a schedule has.</summary>
    public const int MaxTurns = 256;

    /// <summary>The most steps of a turn.</summary>
    public const int MaxSteps = 9999;

    /// <summary>The schedule without turns: one agent after the other, in the order of their numbers.</summary>
    public static RaceSchedule InOrder { get; } = new([]);

    /// <summary>A schedule of some turns.</summary>
    /// <param name="turns">The turns.</param>
    public static RaceSchedule Of(params ReadOnlySpan<RaceTurn> turns) => new([.. turns]);

    /// <summary>Reads a schedule: turns with commas between them, each an agent, with <c>*</c> and the steps when they are more than one.</summary>
    /// <param name="text">The text, such as <c>1*3,2,1*2</c>; empty for no turns.</param>
    /// <param name="schedule">The schedule.</param>
    /// <returns>Whether the text is a schedule.</returns>
    public static bool TryParse(string text, out RaceSchedule schedule)
    {
        schedule = InOrder;
        if (text.Length == 0)
        {
            return true;
        }

        string[] parts = text.Split(',');
        ImmutableArray<RaceTurn>.Builder turns = ImmutableArray.CreateBuilder<RaceTurn>(parts.Length);
        foreach (string part in parts)
        {
            int steps = 1;
            int star = part.IndexOf('*', StringComparison.Ordinal);
            if (
                !TryNumber(star < 0 ? part : part[..star], RaceLine.MaxAgents, out int agent)
                || (star >= 0 && !TryNumber(part[(star + 1)..], MaxSteps, out steps))
                || turns.Count == MaxTurns
            )
            {
                return false;
            }

            turns.Add(new RaceTurn(agent, steps));
        }

        schedule = new RaceSchedule(turns.ToImmutable());
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(RaceSchedule? other) => other is not null && Turns.AsSpan().SequenceEqual(other.Turns.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Turns.Length;

    /// <summary>The text that reads back to the schedule.</summary>
    public override string ToString() =>
        string.Join(
            ',',
            Turns.Select(static turn =>
                turn.Steps == 1
                    ? string.Create(CultureInfo.InvariantCulture, $"{turn.Agent}")
                    : string.Create(CultureInfo.InvariantCulture, $"{turn.Agent}*{turn.Steps}")
            )
        );

    private static bool TryNumber(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number >= 1
        && number <= most
        && text[0] != '0';
}
