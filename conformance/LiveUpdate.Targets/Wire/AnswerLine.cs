using System.Buffers.Text;
using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>Reads answers from bytes, quickly for the frequent forms.</summary>
/// <remarks>What it reads is what <see cref="OutcomeText.TryParse"/> reads, to which it leaves every form it does not know.</remarks>
internal static class AnswerLine
{
    private const int MostFields = 8;

    private static readonly (byte[] Text, Outcome Outcome)[] Errors =
    [
        .. Enum.GetValues<Errno>()
            .Where(static e => e != Errno.None)
            .Distinct()
            .Select(static e => (Encoding.ASCII.GetBytes(e.ToString()), Outcome.Refused(e))),
    ];

    private static readonly byte[][] Keys =
    [
        .. Enum.GetValues<Field>().Select(static f => Encoding.ASCII.GetBytes(OutcomeText.Key(f))),
    ];

    /// <summary>Reads an answer.</summary>
    /// <param name="line">The line without its line feed.</param>
    /// <param name="error">What is wrong when there is no answer.</param>
    /// <returns>The answer, or <see langword="null"/>.</returns>
    public static Outcome? Parse(ReadOnlySpan<byte> line, out string? error)
    {
        error = null;
        if (line.SequenceEqual("ok"u8))
        {
            return Outcome.Ok;
        }

        Outcome? quick =
            line.StartsWith("err "u8) ? FindError(line[4..])
            : line.StartsWith("ok "u8) ? ReadFields(line[3..])
            : null;
        if (quick is not null)
        {
            return quick;
        }

        if (OutcomeText.TryParse(Encoding.Latin1.GetString(line), out Outcome? outcome, out TextError? fault))
        {
            return outcome;
        }

        error = fault.Message;
        return null;
    }

    private static Outcome? FindError(ReadOnlySpan<byte> name)
    {
        foreach ((byte[] text, Outcome outcome) in Errors)
        {
            if (name.SequenceEqual(text))
            {
                return outcome;
            }
        }

        return null;
    }

    private static Outcome? ReadFields(ReadOnlySpan<byte> rest)
    {
        var fields = new FieldValue[MostFields];
        int count = 0;
        uint seen = 0;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)' ');
            ReadOnlySpan<byte> token = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            int equals = token.IndexOf((byte)'=');
            int key = equals <= 0 ? -1 : FindKey(token[..equals]);
            if (key < 0 || count == MostFields || (seen & 1u << key) != 0)
            {
                return null;
            }

            seen |= 1u << key;
            if (!ReadValue((Field)key, token[(equals + 1)..], out fields[count++]))
            {
                return null;
            }
        }

        return Outcome.Success(fields.AsSpan(0, count));
    }

    private static int FindKey(ReadOnlySpan<byte> key)
    {
        for (int i = 0; i < Keys.Length; i++)
        {
            if (key.SequenceEqual(Keys[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool ReadValue(Field field, ReadOnlySpan<byte> text, out FieldValue value)
    {
        value = default;
        switch (field)
        {
            case Field.Arg:
                return false;
            case var _ when !OutcomeText.IsNumber(field):
                foreach (byte b in text)
                {
                    if (!PercentEncoding.IsPlain((char)b))
                    {
                        return false;
                    }
                }

                value = new FieldValue(field, text.IsEmpty ? ByteString.Empty : new ByteString(text));
                return true;
            default:
                bool hex = text.StartsWith("0x"u8);
                ReadOnlySpan<byte> digits = hex ? text[2..] : text;
                bool read = Utf8Parser.TryParse(digits, out ulong number, out int used, hex ? 'x' : 'D');
                value = new FieldValue(field, number);
                return read && used == digits.Length && char.IsAsciiHexDigit((char)digits[0]);
        }
    }
}
