namespace LiveUpdate.Contract;

/// <summary>Reads one line of a program: <c>[handle =] verb argument… [-> answer] [# comment]</c>.</summary>
internal static class LineParser
{
    /// <summary>The longest line that is read; longer ones are refused unread.</summary>
    public const int MaxLength = 160_000;

    /// <summary>Reads a line.</summary>
    /// <returns>The line, or <see langword="null"/> when it is empty (no fault) or wrong (a fault).</returns>
    public static ProgramLine? Parse(string line, out (int Column, string Message)? fault)
    {
        fault = null;
        if (line.Length > MaxLength)
        {
            fault = (1, $"the line is longer than {MaxLength} characters; split the program into operations");
            return null;
        }

        List<(int Column, string Text)> tokens = Tokens(line);
        if (tokens.Count == 0)
        {
            return null;
        }

        RaceLine? race = RaceText.TakeAgent(tokens);
        if (race is not null && tokens.Count == 0)
        {
            fault = (line.Length + 1, "an operation is missing behind the agent");
            return null;
        }

        bool isTimed = race is not null && RaceText.TakeMoments(tokens, ref race, out fault);
        if (fault is not null)
        {
            return null;
        }

        int arrow = tokens.FindIndex(static t => t.Text == "->");
        Outcome? recorded = null;
        if (arrow >= 0)
        {
            recorded = OutcomeText.Parse(tokens, arrow + 1, line.Length + 1, out fault);
            tokens.RemoveRange(arrow, tokens.Count - arrow);
        }

        if (fault is null && isTimed && (race!.Answered > 0) != (recorded is not null))
        {
            fault = (line.Length + 1, "an answer has two moments, @call-answer; without an answer there is one, @call");
            return null;
        }

        Operation? operation = fault is null ? ParseOperation(tokens, line.Length + 1, out fault) : null;
        return operation is null ? null : new ProgramLine(operation, recorded) { Race = race };
    }

    /// <summary>Splits a line at white space; a token that begins with <c>#</c> ends it.</summary>
    public static List<(int Column, string Text)> Tokens(string line)
    {
        var tokens = new List<(int, string)>();
        int at = 0;
        while (true)
        {
            while (at < line.Length && line[at] is ' ' or '\t' or '\r')
            {
                at++;
            }

            if (at >= line.Length || line[at] == '#')
            {
                return tokens;
            }

            int start = at;
            while (at < line.Length && line[at] is not (' ' or '\t' or '\r'))
            {
                at++;
            }

            tokens.Add((start + 1, line[start..at]));
        }
    }

    private static Operation? ParseOperation(
        List<(int Column, string Text)> tokens,
        int endColumn,
        out (int Column, string Message)? fault
    )
    {
        int next = 0;
        Handle result = default;
        if (tokens.Count >= 2 && tokens[1].Text == "=")
        {
            if (!Handle.TryParse(tokens[0].Text, out result))
            {
                fault = (
                    tokens[0].Column,
                    $"'{tokens[0].Text}' is not a handle; use 1 to 12 of a-z, 0-9 and _, a letter first"
                );
                return null;
            }

            next = 2;
        }

        if (next >= tokens.Count)
        {
            fault = (endColumn, "a verb is missing; write one, such as open or preserve_fd");
            return null;
        }

        Vocabulary.Entry? entry = Vocabulary.Find(tokens[next].Text);
        if (entry is null)
        {
            fault = (tokens[next].Column, UnknownVerb(tokens[next].Text));
            return null;
        }

        fault = CheckResult(entry, result, tokens[next].Column);
        return fault is null ? ReadArguments(entry, result, tokens, next + 1, endColumn, out fault) : null;
    }

    private static Operation? ReadArguments(
        Vocabulary.Entry entry,
        Handle result,
        List<(int Column, string Text)> tokens,
        int first,
        int endColumn,
        out (int Column, string Message)? fault
    )
    {
        int count = tokens.Count - first;
        var names = new string[count];
        var texts = new string[count];
        var columns = new int[count];
        for (int i = 0; i < count; i++)
        {
            (int column, string text) = tokens[first + i];
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            names[i] = equals < 0 ? string.Empty : text[..equals];
            texts[i] = text[(equals + 1)..];
            columns[i] = column + equals + 1;
            if (equals == 0)
            {
                fault = (column, $"'{text}' has no key; write key=value without spaces");
                return null;
            }
        }

        var reader = new ArgumentReader(names, texts, columns, endColumn);
        Operation operation = entry.Read(result, reader);
        fault = reader.Finish();
        return fault is null ? operation : null;
    }

    private static (int Column, string Message)? CheckResult(Vocabulary.Entry entry, Handle result, int column) =>
        (entry.Result, result.IsNone) switch
        {
            (ResultUse.Required, true) => (column, $"{entry.Word} has a result; name it: HANDLE = {entry.Word} …"),
            (ResultUse.Never, false) => (column, $"{entry.Word} has no result; leave the handle and = out"),
            _ => null,
        };

    private static string UnknownVerb(string word)
    {
        string? near = Vocabulary
            .Words.Select(v => (Word: v, Distance: Distance(v, word)))
            .Where(static x => x.Distance <= 3)
            .OrderBy(static x => x.Distance)
            .Select(static x => x.Word)
            .FirstOrDefault();
        string shown = word.Length > 40 ? word[..40] + "…" : word;
        return near is null
            ? $"'{shown}' is not a verb; the verbs are listed in spec/language.md"
            : $"'{shown}' is not a verb; did you mean {near}?";
    }

    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 3)
        {
            return int.MaxValue;
        }

        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = left[i - 1] == right[j - 1] ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
