using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A program with a race in it, in its three parts.</summary>
/// <param name="Before">What one agent does first.</param>
/// <param name="Race">What several do at once.</param>
/// <param name="After">What one agent does then: the read-out.</param>
public sealed record RaceCase(
    ImmutableArray<Operation> Before,
    ImmutableArray<RacingOperation> Race,
    ImmutableArray<Operation> After
)
{
    /// <summary>How many operations there are.</summary>
    public int Length => Before.Length + Race.Length + After.Length;

    /// <summary>The agents, ascending.</summary>
    public ImmutableArray<int> Agents => [.. Race.Select(static one => one.Agent).Distinct().Order()];

    /// <summary>The parts of a program.</summary>
    /// <param name="program">A program with a race; recorded answers are ignored.</param>
    public static RaceCase Of(Program program)
    {
        int start = 0;
        while (program.Lines[start].Race is null)
        {
            start++;
        }

        int end = start;
        while (end < program.Lines.Length && program.Lines[end].Race is not null)
        {
            end++;
        }

        return new RaceCase(
            [.. program.Lines[..start].Select(static line => line.Operation)],
            [.. program.Lines[start..end].Select(static line => new RacingOperation(line.Race!.Agent, line.Operation))],
            [.. program.Lines[end..].Select(static line => line.Operation)]
        );
    }

    /// <summary>The program, without answers.</summary>
    /// <param name="schedule">Who runs when, or <see langword="null"/>.</param>
    public Program ToProgram(RaceSchedule? schedule) =>
        new([
            .. Before.Select(static operation => new ProgramLine(operation)),
            .. Race.Select(static one => new ProgramLine(one.Operation) { Race = new RaceLine(one.Agent) }),
            .. After.Select(static operation => new ProgramLine(operation)),
        ])
        {
            Schedule = schedule,
        };

    /// <summary>The same operations, one after the other.</summary>
    /// <param name="order">The places of the racing operations in the order to do them in.</param>
    public Operation[] InOrder(IEnumerable<int> order) =>
        [.. Before, .. order.Select(index => Race[index].Operation), .. After];
}
