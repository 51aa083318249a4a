using System.Globalization;

namespace LiveUpdate.Contract;

/// <summary>
/// Hands out the arguments of one line by name, checks their form and range, and keeps the first thing that is wrong.
/// </summary>
internal sealed class ArgumentReader
{
    private readonly string[] _names;
    private readonly string[] _texts;
    private readonly int[] _columns;
    private readonly bool[] _taken;
    private readonly int _endColumn;
    private (int Column, string Message)? _fault;

    public ArgumentReader(IReadOnlyList<Argument> arguments)
    {
        _names = [.. arguments.Select(static a => a.IsPositional ? string.Empty : a.Name)];
        _texts = [.. arguments.Select(static a => a.Text)];
        _columns = new int[_names.Length];
        _taken = new bool[_names.Length];
    }

    public ArgumentReader(string[] names, string[] texts, int[] columns, int endColumn)
    {
        _names = names;
        _texts = texts;
        _columns = columns;
        _taken = new bool[names.Length];
        _endColumn = endColumn;
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && Array.IndexOf(names, names[i]) < i)
            {
                Fail(columns[i], $"'{names[i]}=' is given twice; leave one of them out");
            }
        }
    }

    /// <summary>The first fault, among them an argument that nobody asked for; <see langword="null"/> when all is well.</summary>
    public (int Column, string Message)? Finish()
    {
        int left = Array.IndexOf(_taken, false);
        if (left >= 0 && _fault is null)
        {
            string what = _names[left].Length == 0 ? _texts[left] : $"{_names[left]}=";
            Fail(_columns[left], $"'{what}' is not an argument of this verb; leave it out");
        }

        return _fault;
    }

    public Handle Handle(string role)
    {
        int index = Take(string.Empty);
        if (index < 0)
        {
            Fail(_endColumn, $"the {role} handle is missing; write its name after the verb");
            return default;
        }

        return ParseHandle(index);
    }

    public Handle OptionalHandle(string name)
    {
        int index = Take(name);
        return index < 0 ? default : ParseHandle(index);
    }

    public ulong Number(string name, ulong? ordinary = null, ulong most = ulong.MaxValue, ulong least = 0)
    {
        int index = Take(name);
        if (index >= 0)
        {
            return ParseNumber(index, least, most);
        }

        if (ordinary is null)
        {
            Fail(_endColumn, $"'{name}=' is missing; add {name}=NUMBER");
        }

        return ordinary ?? 0;
    }

    public ulong? OptionalNumber(string name, ulong most = ulong.MaxValue, ulong least = 0)
    {
        int index = Take(name);
        return index < 0 ? null : ParseNumber(index, least, most);
    }

    /// <summary>Of two arguments at most one may be given.</summary>
    public void Exclude(string name, string other)
    {
        int index = Array.IndexOf(_names, other);
        if (index >= 0 && Array.IndexOf(_names, name) >= 0)
        {
            Fail(_columns[index], $"'{name}=' and '{other}=' exclude each other; leave one of them out");
        }
    }

    public byte? OptionalByte(string name)
    {
        int index = Take(name);
        return index < 0 ? null : (byte)ParseNumber(index, 0, 255);
    }

    public ByteString Bytes(string name, int most)
    {
        int index = Take(name);
        if (index < 0)
        {
            Fail(_endColumn, $"'{name}=' is missing; add {name}=BYTES");
        }

        return index < 0 ? ByteString.Empty : ParseBytes(index, most);
    }

    public ByteString OptionalBytes(string name, int most) => NullableBytes(name, most) ?? ByteString.Empty;

    public ByteString? NullableBytes(string name, int most)
    {
        int index = Take(name);
        return index < 0 ? null : ParseBytes(index, most);
    }

    public ByteString HexBytes(string name, int most)
    {
        int index = Take(name);
        if (index < 0)
        {
            Fail(_endColumn, $"'{name}=' is missing; add {name}= and pairs of hexadecimal digits");
            return ByteString.Empty;
        }

        string text = _texts[index];
        if (text.Length % 2 != 0 || text.Any(static c => !char.IsAsciiHexDigit(c)))
        {
            Fail(_columns[index], $"'{text}' is not made of pairs of hexadecimal digits");
            return ByteString.Empty;
        }

        if (text.Length / 2 > most)
        {
            Fail(_columns[index], $"{text.Length / 2} bytes are too many; at most {most} fit");
            return ByteString.Empty;
        }

        return new ByteString(Convert.FromHexString(text));
    }

    public T Choice<T>(string name, T? ordinary)
        where T : struct, Enum
    {
        int index = Take(name);
        if (index < 0)
        {
            if (ordinary is null)
            {
                Fail(_endColumn, $"'{name}=' is missing; add one of {Words<T>.All}");
            }

            return ordinary ?? default;
        }

        if (!Words<T>.TryParse(_texts[index], out T value))
        {
            Fail(_columns[index], $"'{name}={_texts[index]}' is unknown; use one of {Words<T>.All}");
        }

        return value;
    }

    /// <summary>One word of a set of flags, which must be there.</summary>
    public T Single<T>(string name)
        where T : struct, Enum
    {
        int index = Take(name);
        if (index < 0)
        {
            Fail(_endColumn, $"'{name}=' is missing; add one of {Words<T>.AllFlags}");
            return default;
        }

        if (!Words<T>.TryParse(_texts[index], out T value) || EqualityComparer<T>.Default.Equals(value, default))
        {
            Fail(_columns[index], $"'{name}={_texts[index]}' is unknown; use one of {Words<T>.AllFlags}");
        }

        return value;
    }

    /// <summary>Words of a set of flags; none when it is left out.</summary>
    public T Set<T>(string name)
        where T : struct, Enum
    {
        int index = Take(name);
        T set = default;
        if (index >= 0 && !Words<T>.TryParseSet(_texts[index], out set))
        {
            Fail(
                _columns[index],
                $"'{_texts[index]}' is no list for '{name}='; use some of {Words<T>.AllFlags}, each once, with commas"
            );
        }

        return set;
    }

    /// <summary>The name of an error number; <see cref="Errno.None"/> when it is left out.</summary>
    public Errno OptionalErrno(string name)
    {
        int index = Take(name);
        if (index < 0)
        {
            return Errno.None;
        }

        if (!Enum.TryParse(_texts[index], out Errno errno) || errno == Errno.None || $"{errno}" != _texts[index])
        {
            Fail(_columns[index], $"'{_texts[index]}' is not the name of an error number, such as EIO");
        }

        return errno;
    }

    /// <summary>A name as it stands in the image: 1 to so many bytes without NUL.</summary>
    public ByteString Text(string name, int most)
    {
        int index = Take(name);
        if (index < 0)
        {
            Fail(_endColumn, $"'{name}=' is missing; add {name}=BYTES");
            return ByteString.Empty;
        }

        ByteString bytes = ParseBytes(index, most);
        if (bytes.Length == 0 || bytes.Span.Contains((byte)0))
        {
            Fail(_columns[index], $"'{_texts[index]}' is no {name}; use 1 to {most} bytes other than NUL");
        }

        return bytes;
    }

    internal static bool TryParseNumber(string text, out ulong number) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private int Take(string name)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            if (!_taken[i] && _names[i] == name)
            {
                _taken[i] = true;
                return i;
            }
        }

        return -1;
    }

    private Handle ParseHandle(int index)
    {
        if (!Contract.Handle.TryParse(_texts[index], out Handle handle))
        {
            Fail(_columns[index], $"'{_texts[index]}' is not a handle; use 1 to 12 of a-z, 0-9 and _, a letter first");
        }

        return handle;
    }

    private ulong ParseNumber(int index, ulong least, ulong most)
    {
        if (!TryParseNumber(_texts[index], out ulong number))
        {
            Fail(_columns[index], $"'{_texts[index]}' is not a number below 2^64; write it in decimal or with 0x");
        }
        else if (number < least || number > most)
        {
            Fail(_columns[index], $"{_texts[index]} is out of range; use {least} to {most}");
        }

        return number;
    }

    private ByteString ParseBytes(int index, int most)
    {
        if (!PercentEncoding.TryDecode(_texts[index], out ByteString? bytes, out int bad))
        {
            Fail(
                _columns[index] + bad,
                $"'{_texts[index][bad]}' cannot stand here; write it as % and two hexadecimal digits"
            );
            return ByteString.Empty;
        }

        if (bytes!.Length > most)
        {
            Fail(_columns[index], $"{bytes.Length} bytes are too many; at most {most} fit");
        }

        return bytes;
    }

    private void Fail(int column, string message) => _fault ??= (column, message);
}
