using System.Globalization;
using System.Text;
using System.Text.Json;
using LiveUpdate.Mutants;

namespace LiveUpdate.Conformance.Cli;

/// <summary>
/// The table that says how each mutant was caught. It holds nothing that depends on time or on the number of workers.
/// </summary>
internal static class KillTable
{
    /// <summary>The table: mutant, fate, clause, cases and operations to the kill, length of the minimal program.</summary>
    /// <param name="hunt">The hunt.</param>
    /// <param name="kills">How each mutant fared.</param>
    public static string Print(MutantHunt hunt, IReadOnlyList<Kill> kills)
    {
        var text = new StringBuilder();
        int width = WidthOf(kills.Select(static kill => kill.Mutant));
        text.Append(
            CultureInfo.InvariantCulture,
            $"{"mutant".PadRight(width)}  {"fate", -12}  {"clause", -12}  {"cases", 6}  {"operations", 10}  {"minimal", 7}\n"
        );
        foreach (Kill kill in kills)
        {
            string clause = kill.Failure?.Clause.ToString() ?? "-";
            string minimal = kill.Failure?.Minimal.Program.Lines.Length.ToString(CultureInfo.InvariantCulture) ?? "-";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{kill.Mutant.Id.PadRight(width)}  {kill.Fate, -12}  {clause, -12}  {kill.Result.Cases, 6}  {kill.Result.Operations, 10}  {minimal, 7}\n"
            );
            if (kill.Failure is not null && !kill.IsRight)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  it should be caught by {string.Join(" or ", kill.Mutant.Breaks)}\n"
                );
            }
        }

        int killed = kills.Count(static kill => kill.IsRight);
        text.Append(
            CultureInfo.InvariantCulture,
            $"{killed} of {kills.Count} killed by a clause that names their bug; seed {hunt.Seed}, at most {hunt.Cases} cases each\n"
        );
        return text.ToString();
    }

    /// <summary>What mutants there are.</summary>
    /// <param name="mutants">The mutants.</param>
    public static string List(IReadOnlyList<Mutant> mutants)
    {
        var text = new StringBuilder();
        int width = WidthOf(mutants);
        foreach (Mutant mutant in mutants)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{mutant.Id.PadRight(width)}  {string.Join(", ", mutant.Breaks)}: {mutant.Title}\n"
            );
        }

        return text.ToString();
    }

    /// <summary>Writes the properties of the JSON report.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="hunt">The hunt.</param>
    /// <param name="kills">How each mutant fared.</param>
    public static void Write(Utf8JsonWriter json, MutantHunt hunt, IReadOnlyList<Kill> kills)
    {
        json.WriteNumber("seed", hunt.Seed);
        json.WriteNumber("maxCases", hunt.Cases);
        json.WriteNumber("killed", kills.Count(static kill => kill.IsRight));
        json.WriteStartArray("mutants");
        foreach (Kill kill in kills)
        {
            json.WriteStartObject();
            json.WriteString("id", kill.Mutant.Id);
            json.WriteString("fate", kill.Fate);
            json.WriteString("clause", kill.Failure?.Clause.ToString());
            json.WriteNumber("cases", kill.Result.Cases);
            json.WriteNumber("operations", kill.Result.Operations);
            if (kill.Failure is { } failure)
            {
                json.WriteNumber("minimalLength", failure.Minimal.Program.Lines.Length);
                json.WriteString("minimal", failure.Minimal.Program.ToString());
                json.WriteNumber("shrinkRuns", failure.ShrinkRuns);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static int WidthOf(IEnumerable<Mutant> mutants) =>
        mutants.Select(static mutant => mutant.Id.Length).DefaultIfEmpty(6).Max();
}
