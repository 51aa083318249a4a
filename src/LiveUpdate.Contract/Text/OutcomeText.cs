using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LiveUpdate.Contract;

/// <summary>Prints and parses answers: <c>ok key=value …</c>, <c>err ERRNO key=value …</c>, <c>unsupported</c>.</summary>
public static class OutcomeText
{
    private static readonly string[] Names =
    [
        .. Enum.GetValues<Field>().Select(static f => f.ToString().ToLowerInvariant()),
    ];

    /// <summary>The key of a field.</summary>
    /// <param name="field">The field.</param>
    public static string Key(Field field) => Names[(int)field];

    /// <summary>The text of an answer.</summary>
    /// <param name="outcome">The answer.</param>
    public static string Print(Outcome outcome)
    {
        var text = new StringBuilder();
        text.Append(
            outcome.Kind switch
            {
                OutcomeKind.Ok => "ok",
                OutcomeKind.Error => $"err {outcome.Errno}",
                _ => "unsupported",
            }
        );
        foreach (FieldValue value in outcome.Fields)
        {
            text.Append(' ').Append(Key(value.Field)).Append('=').Append(ValueText(value));
        }

        return text.ToString();
    }

    /// <summary>Reads an answer.</summary>
    /// <param name="line">The line.</param>
    /// <param name="outcome">The answer. Keys that the language does not know are left out of it: they are incidental.</param>
    /// <param name="error">What is wrong, with file "answer" and line 1.</param>
    /// <returns>Whether the line is an answer.</returns>
    public static bool TryParse(
        string line,
        [NotNullWhen(true)] out Outcome? outcome,
        [NotNullWhen(false)] out TextError? error
    )
    {
        outcome = Parse(LineParser.Tokens(line), 0, line.Length + 1, out (int Column, string Message)? fault);
        error = outcome is null ? new TextError("answer", 1, fault!.Value.Column, fault.Value.Message) : null;
        return outcome is not null;
    }

    internal static Outcome? Parse(
        List<(int Column, string Text)> tokens,
        int next,
        int endColumn,
        out (int Column, string Message)? fault
    )
    {
        fault = null;
        (int column, string head) = next < tokens.Count ? tokens[next] : (endColumn, string.Empty);
        var errno = Errno.None;
        OutcomeKind kind;
        switch (head)
        {
            case "ok":
                kind = OutcomeKind.Ok;
                break;
            case "unsupported":
                kind = OutcomeKind.Unsupported;
                break;
            case "err" when next + 1 < tokens.Count && TryParseErrno(tokens[next + 1].Text, out errno):
                kind = OutcomeKind.Error;
                next++;
                break;
            case "err":
                fault = (column, "err wants the name of an error number behind it, such as EINVAL");
                return null;
            default:
                fault = (column, "an answer begins with ok, err or unsupported");
                return null;
        }

        var fields = new List<FieldValue>();
        foreach ((int at, string text) in tokens.Skip(next + 1))
        {
            fault = ReadField(at, text, fields);
            if (fault is not null)
            {
                return null;
            }
        }

        return kind switch
        {
            OutcomeKind.Ok => Outcome.Success([.. fields]),
            OutcomeKind.Error => Outcome.Refused(errno, [.. fields]),
            _ => Outcome.Unsupported,
        };
    }

    private static (int Column, string Message)? ReadField(int column, string text, List<FieldValue> fields)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            return (column, "an answer's fields are written key=value without spaces");
        }

        int known = Array.IndexOf(Names, text[..equals]);
        if (known < 0)
        {
            return null;
        }

        var field = (Field)known;
        if (fields.Exists(f => f.Field == field))
        {
            return (column, $"'{Names[known]}=' is given twice");
        }

        string value = text[(equals + 1)..];
        FieldValue? parsed = ReadValue(field, value);
        if (parsed is null)
        {
            string wanted = FormOf(field) switch
            {
                ArgumentKind.Number => "a number",
                ArgumentKind.HexBytes => "pairs of hexadecimal digits",
                _ => "percent-encoded bytes",
            };
            return (column + equals + 1, $"'{value}' is not the value of {Names[known]}, which is {wanted}");
        }

        fields.Add(parsed.Value);
        return null;
    }

    private static FieldValue? ReadValue(Field field, string text)
    {
        switch (FormOf(field))
        {
            case ArgumentKind.Number:
                return ArgumentReader.TryParseNumber(text, out ulong number) ? new FieldValue(field, number) : null;
            case ArgumentKind.HexBytes:
                return text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit)
                    ? new FieldValue(field, new ByteString(Convert.FromHexString(text)))
                    : null;
            default:
                return PercentEncoding.TryDecode(text, out ByteString? bytes, out _)
                    ? new FieldValue(field, bytes!)
                    : null;
        }
    }

    private static string ValueText(FieldValue value) =>
        FormOf(value.Field) switch
        {
            ArgumentKind.HexBytes => Convert.ToHexStringLower((value.Bytes ?? ByteString.Empty).Span),
            ArgumentKind.Bytes => (value.Bytes ?? ByteString.Empty).ToString(),
            _ when value.Field is Field.Seals or Field.Status or Field.Descriptor => $"0x{value.Number:x}",
            _ when value.Field is Field.Mode or Field.Value => $"0x{value.Number:x}",
            _ => $"{value.Number}",
        };

    /// <summary>Whether the value of a field is a number.</summary>
    /// <param name="field">The field.</param>
    public static bool IsNumber(Field field) => FormOf(field) == ArgumentKind.Number;

    private static ArgumentKind FormOf(Field field) =>
        field switch
        {
            Field.Data or Field.Name or Field.Path or Field.Injected or Field.Trace or Field.Files =>
                ArgumentKind.Bytes,
            Field.Frames or Field.Chunks or Field.Keys or Field.Steps => ArgumentKind.Bytes,
            Field.Arg => ArgumentKind.HexBytes,
            _ => ArgumentKind.Number,
        };

    private static bool TryParseErrno(string text, out Errno errno)
    {
        if (ArgumentReader.TryParseNumber(text, out ulong number) && number is > 0 and < 4096)
        {
            errno = (Errno)number;
            return true;
        }

        return Enum.TryParse(text, ignoreCase: false, out errno) && errno != Errno.None && Enum.IsDefined(errno);
    }
}
