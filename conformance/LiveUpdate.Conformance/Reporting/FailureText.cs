using System.Globalization;
using System.Text;

namespace LiveUpdate.Conformance;

/// <summary>
/// A failure for people, in this order: the clause and its sentence, the minimal program with what came back, what
/// was allowed, the difference in state, how it was shrunk, seed and versions, and the command that replays it.
/// </summary>
public static class FailureText
{
    private const int MostWidth = 72;

    /// <summary>Prints a failure of a campaign.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="run">The run in which it happened.</param>
    /// <returns>Lines that end with a line feed each.</returns>
    public static string Print(FailureReport failure, RunReport run) =>
        Print(failure, run.Implementation, run.SuiteVersion, run.Profile, run.Seed);

    /// <summary>Prints a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="implementation">The name and version of the implementation.</param>
    /// <param name="suiteVersion">The suite's version.</param>
    /// <param name="profile">The profile that was judged against.</param>
    /// <param name="seed">The campaign's seed, or <see langword="null"/> when no campaign found it.</param>
    /// <returns>Lines that end with a line feed each.</returns>
    public static string Print(
        FailureReport failure,
        string implementation,
        string suiteVersion,
        string profile,
        ulong? seed
    )
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{failure.Clause} broken: {failure.Statement}\n\n");
        AppendProgram(text, failure);
        AppendAllowed(text, failure);
        AppendList(text, "state", failure.Difference);
        if (failure.Standing.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  seen     {failure.Standing}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"  shrunk   {Shrinking(failure)}\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"  {(seed is null ? "from" : "seed"), -8} {(seed is null ? string.Empty : $"{seed}, ")}{failure.Origin}\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"  versions luoconf {suiteVersion}, {implementation}, profile {profile}\n"
        );
        text.Append(CultureInfo.InvariantCulture, $"  replay   {failure.Replay}\n");
        return text.ToString();
    }

    /// <summary>The numbered lines of a failure's minimal program with what came back.</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>Lines that end with a line feed each.</returns>
    public static string Program(FailureReport failure)
    {
        var text = new StringBuilder();
        AppendProgram(text, failure);
        return text.ToString();
    }

    private static void AppendProgram(StringBuilder text, FailureReport failure)
    {
        if (failure.Lines.IsEmpty)
        {
            return;
        }

        int width = Math.Min(MostWidth, failure.Lines.Max(static line => line.Operation.Length));
        bool readingOut = false;
        foreach (ReportLine line in failure.Lines)
        {
            if (line.IsReadOut && !readingOut)
            {
                text.Append("        … then the suite looks at what should still be there\n");
                readingOut = true;
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"  {(line.IsFailing ? '>' : ' ')} {line.Number, 3}  {line.Operation.PadRight(width)}  {line.Got}\n"
            );
        }

        text.Append('\n');
    }

    private static void AppendAllowed(StringBuilder text, FailureReport failure)
    {
        ReportLine? failing = failure.Lines.FirstOrDefault(static line => line.IsFailing);
        string at = failing is null
            ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $"line {failing.Number}: ");
        AppendList(text, "allowed", [.. failure.Allowed.Select((one, index) => index == 0 ? at + one : one)]);
    }

    private static void AppendList(StringBuilder text, string label, IReadOnlyList<string> entries)
    {
        for (int index = 0; index < entries.Count; index++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {(index == 0 ? label : string.Empty), -8} {entries[index]}\n"
            );
        }
    }

    private static string Shrinking(FailureReport failure) =>
        failure.ShrinkRuns == 0
            ? "not shrunk"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{failure.OperationsBefore} to {failure.OperationsAfter} operations in {failure.ShrinkRuns} runs, {failure.ShrinkMilliseconds:F1} ms"
            );
}
