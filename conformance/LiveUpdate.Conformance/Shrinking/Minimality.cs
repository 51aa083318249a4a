using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Checks that a failing program is minimal, apart from how it was found.</summary>
public static class Minimality
{
    /// <summary>Removes each operation and lowers each value in turn; of a race, whatever its schedule.</summary>
    /// <param name="program">The program.</param>
    /// <param name="stillFails">Runs a program and says whether the same clause is broken.</param>
    /// <returns>A smaller program that fails still, or <see langword="null"/> when there is none.</returns>
    public static Program? FindSmaller(Program program, Func<Program, bool> stillFails)
    {
        foreach (Program smaller in Smaller(program))
        {
            if (stillFails(smaller))
            {
                return smaller;
            }
        }

        return null;
    }

    private static IEnumerable<Program> Smaller(Program program)
    {
        ImmutableArray<ProgramLine> lines =
        [
            .. program.Lines.Select(static line => new ProgramLine(line.Operation)
            {
                Race = line.Race is { } race ? new RaceLine(race.Agent) : null,
            }),
        ];
        for (int i = 0; i < lines.Length && lines.Length > 1; i++)
        {
            yield return new Program(lines.RemoveAt(i));
        }

        for (int i = 0; i < lines.Length; i++)
        {
            foreach (Operation lower in Lowerings.Of(lines[i].Operation))
            {
                yield return new Program(lines.SetItem(i, lines[i] with { Operation = lower }));
            }
        }
    }
}
