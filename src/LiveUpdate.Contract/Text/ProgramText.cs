using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LiveUpdate.Contract;

/// <summary>Prints and parses whole programs: a first line <c>luo 1</c>, then one operation a line.</summary>
public static class ProgramText
{
    /// <summary>The first line: the language and its version.</summary>
    public const string Header = "luo 1";

    /// <summary>The most operations that a program may have.</summary>
    public const int MaxOperations = 1_000_000;

    /// <summary>The text that parses back to the program.</summary>
    /// <param name="program">The program.</param>
    public static string Print(Program program)
    {
        var text = new StringBuilder(Header).Append('\n');
        bool isRacing = false;
        foreach (ProgramLine line in program.Lines)
        {
            if (line.Race is not null && !isRacing)
            {
                isRacing = true;
                text.Append(RaceText.Print(program.Schedule)).Append('\n');
            }

            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads a program. Comments and empty lines are skipped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The name to report errors under.</param>
    /// <param name="program">The program.</param>
    /// <param name="error">The first thing that is wrong.</param>
    /// <returns>Whether the text is a program.</returns>
    public static bool TryParse(
        string text,
        string file,
        [NotNullWhen(true)] out Program? program,
        [NotNullWhen(false)] out TextError? error
    )
    {
        program = null;
        var lines = ImmutableArray.CreateBuilder<ProgramLine>();
        var race = new RaceText();
        bool headed = false;
        int number = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            string line = raw.ToString();
            if (!headed)
            {
                List<(int Column, string Text)> tokens = LineParser.Tokens(line);
                if (tokens.Count == 0)
                {
                    continue;
                }

                if (tokens.Count != 2 || tokens[0].Text != "luo" || tokens[1].Text != "1")
                {
                    error = new TextError(
                        file,
                        number,
                        tokens[0].Column,
                        $"a program begins with the line '{Header}'; add it"
                    );
                    return false;
                }

                headed = true;
                continue;
            }

            ProgramLine? parsed = null;
            if (!race.TryBegin(line, out (int Column, string Message)? fault))
            {
                parsed = LineParser.Parse(line, out fault);
                fault ??= race.Follow(parsed);
            }

            if (fault is not null)
            {
                error = new TextError(file, number, fault.Value.Column, fault.Value.Message);
                return false;
            }

            if (parsed is not null)
            {
                lines.Add(parsed);
            }

            if (lines.Count > MaxOperations)
            {
                error = new TextError(file, number, 1, $"more than {MaxOperations} operations; split the program");
                return false;
            }
        }

        if (!headed)
        {
            error = new TextError(file, 1, 1, $"the text is empty; a program begins with the line '{Header}'");
            return false;
        }

        if (race.IsEmpty)
        {
            error = new TextError(
                file,
                number,
                1,
                "the race has no operations; write some behind it, such as 1: d = open"
            );
            return false;
        }

        program = new Program(lines.ToImmutable()) { Schedule = race.Schedule };
        error = null;
        return true;
    }
}
