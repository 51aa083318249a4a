using System.Globalization;
using System.Text;
using System.Text.Json;
using LiveUpdate.Mutants;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Says from how many seeds each mutant was caught by the very same minimal program.</summary>
internal static class SeedTable
{
    private const int Tenths = 9;

    /// <summary>The mutants that gave more than one program, and in one line how all fared.</summary>
    /// <param name="hunts">The hunts, one for each seed.</param>
    /// <param name="kills">How each mutant fared, by hunt.</param>
    public static string Print(IReadOnlyList<MutantHunt> hunts, IReadOnlyList<Kill[]> kills)
    {
        var text = new StringBuilder();
        int alike = 0;
        for (int i = 0; i < kills[0].Length; i++)
        {
            IGrouping<string, (ulong Seed, Kill Kill)>[] programs = Programs(hunts, kills, i);
            alike += IsAlike(programs, hunts.Count) ? 1 : 0;
            if (programs.Length > 1)
            {
                Append(text, kills[0][i].Mutant, programs, hunts.Count);
            }

            AppendWrong(text, programs);
        }

        int right = kills.Sum(static hunt => hunt.Count(static kill => kill.IsRight));
        text.Append(
            CultureInfo.InvariantCulture,
            $"{alike} of {kills[0].Length} give the same minimal program from at least {Tenths} of 10 seeds; {right} of {kills[0].Length * hunts.Count} kills by a clause that names the bug\n"
        );
        return text.ToString();
    }

    /// <summary>Writes the properties of the JSON report.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="hunts">The hunts, one for each seed.</param>
    /// <param name="kills">How each mutant fared, by hunt.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<MutantHunt> hunts, IReadOnlyList<Kill[]> kills)
    {
        int alike = 0;
        json.WriteStartArray("mutants");
        for (int i = 0; i < kills[0].Length; i++)
        {
            IGrouping<string, (ulong Seed, Kill Kill)>[] programs = Programs(hunts, kills, i);
            alike += IsAlike(programs, hunts.Count) ? 1 : 0;
            json.WriteStartObject();
            json.WriteString("id", kills[0][i].Mutant.Id);
            json.WriteStartArray("programs");
            foreach (IGrouping<string, (ulong Seed, Kill Kill)> program in programs)
            {
                json.WriteStartObject();
                json.WriteString("clause", program.First().Kill.Failure?.Clause.ToString());
                json.WriteString("minimal", program.First().Kill.Failure?.Minimal.Program.ToString());
                json.WriteStartArray("seeds");
                foreach ((ulong seed, _) in program)
                {
                    json.WriteNumberValue(seed);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("seeds", hunts.Count);
        json.WriteNumber("alike", alike);
    }

    private static IGrouping<string, (ulong Seed, Kill Kill)>[] Programs(
        IReadOnlyList<MutantHunt> hunts,
        IReadOnlyList<Kill[]> kills,
        int mutant
    ) =>
        [
            .. hunts
                .Select((hunt, seed) => (hunt.Seed, Kill: kills[seed][mutant]))
                .GroupBy(static pair => $"{pair.Kill.Failure?.Clause}\n{pair.Kill.Failure?.Minimal.Program}")
                .OrderByDescending(static program => program.Count()),
        ];

    private static bool IsAlike(IGrouping<string, (ulong Seed, Kill Kill)>[] programs, int seeds) =>
        programs[0].Count() * 10 >= Tenths * seeds && programs[0].First().Kill.Failure is not null;

    private static void Append(
        StringBuilder text,
        Mutant mutant,
        IGrouping<string, (ulong Seed, Kill Kill)>[] programs,
        int seeds
    )
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"{mutant.Id}: {programs.Length} programs, the most frequent from {programs[0].Count()} of {seeds} seeds\n"
        );
        foreach (IGrouping<string, (ulong Seed, Kill Kill)> program in programs)
        {
            Failure? failure = program.First().Kill.Failure;
            string length = failure is null
                ? "survived"
                : $"{failure.Clause}, {failure.Minimal.Program.Lines.Length} operations";
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {length}: seeds {string.Join(' ', program.Select(static pair => pair.Seed))}\n"
            );
        }
    }

    private static void AppendWrong(StringBuilder text, IGrouping<string, (ulong Seed, Kill Kill)>[] programs)
    {
        foreach ((ulong seed, Kill kill) in programs.SelectMany(static program => program))
        {
            if (!kill.IsRight)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{kill.Mutant.Id}: {kill.Fate} from seed {seed}, {kill.Failure?.Clause.ToString() ?? "-"}\n"
                );
            }
        }
    }
}
