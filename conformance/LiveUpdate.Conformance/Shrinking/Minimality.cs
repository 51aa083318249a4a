using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Checks that a failing program is minimal, apart from how it was found.</summary>
public static class Minimality
{
    /// <summary>Removes each operation and lowers each value in turn.</summary>
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
        Operation[] operations = [.. program.Operations];
        for (int i = 0; i < operations.Length && operations.Length > 1; i++)
        {
            yield return Program.Of([.. operations[..i], .. operations[(i + 1)..]]);
        }

        for (int i = 0; i < operations.Length; i++)
        {
            foreach (Operation lower in Lowerings.Of(operations[i]))
            {
                Operation[] lowered = [.. operations];
                lowered[i] = lower;
                yield return Program.Of(lowered);
            }
        }
    }
}
