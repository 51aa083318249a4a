namespace LiveUpdate.Contract;

/// <summary>Collects the arguments of one operation in the order of its text form.</summary>
internal sealed class ArgumentWriter
{
    private readonly List<Argument> _arguments = [];

    public IReadOnlyList<Argument> Arguments => _arguments;

    public ArgumentWriter Handle(string role, Handle handle)
    {
        _arguments.Add(new Argument(role, ArgumentKind.Handle, handle.ToString(), false) { Handle = handle });
        return this;
    }

    public ArgumentWriter OptionalHandle(string name, Handle handle)
    {
        if (!handle.IsNone)
        {
            _arguments.Add(new Argument(name, ArgumentKind.Handle, handle.ToString(), true) { Handle = handle });
        }

        return this;
    }

    public ArgumentWriter Number(string name, ulong number) => AddNumber(name, number, $"{number}", false);

    public ArgumentWriter Hex(string name, ulong number) => AddNumber(name, number, $"0x{number:x}", false);

    public ArgumentWriter Optional(string name, ulong number, ulong ordinary) =>
        number == ordinary ? this : AddNumber(name, number, $"{number}", true);

    public ArgumentWriter OptionalHex(string name, ulong number, ulong ordinary) =>
        number == ordinary ? this : AddNumber(name, number, $"0x{number:x}", true);

    public ArgumentWriter OptionalNumber(string name, ulong? number) =>
        number is null ? this : AddNumber(name, number.Value, $"{number.Value}", true);

    public ArgumentWriter OptionalByte(string name, byte? number) =>
        number is null ? this : AddNumber(name, number.Value, $"0x{number.Value:x}", true);

    public ArgumentWriter Bytes(string name, ByteString bytes) => AddBytes(name, bytes, false);

    public ArgumentWriter OptionalBytes(string name, ByteString bytes) =>
        bytes.Length == 0 ? this : AddBytes(name, bytes, true);

    public ArgumentWriter NullableBytes(string name, ByteString? bytes) =>
        bytes is null ? this : AddBytes(name, bytes, true);

    public ArgumentWriter HexBytes(string name, ByteString bytes)
    {
        string text = Convert.ToHexStringLower(bytes.Span);
        _arguments.Add(new Argument(name, ArgumentKind.HexBytes, text, false) { Bytes = bytes });
        return this;
    }

    public ArgumentWriter Choice<T>(string name, T value, T? ordinary)
        where T : struct, Enum
    {
        if (ordinary is null || !EqualityComparer<T>.Default.Equals(value, ordinary.Value))
        {
            string word = Words<T>.Of(value);
            _arguments.Add(new Argument(name, ArgumentKind.Choice, word, ordinary is not null));
        }

        return this;
    }

    public ArgumentWriter Set<T>(string name, T set)
        where T : struct, Enum
    {
        string words = Words<T>.OfSet(set);
        if (words.Length > 0)
        {
            _arguments.Add(new Argument(name, ArgumentKind.Set, words, true));
        }

        return this;
    }

    public ArgumentWriter OptionalErrno(string name, Errno errno)
    {
        if (errno != Errno.None)
        {
            _arguments.Add(new Argument(name, ArgumentKind.Choice, $"{errno}", true));
        }

        return this;
    }

    public ArgumentWriter OptionalHexNumber(string name, ulong? number) =>
        number is null ? this : AddNumber(name, number.Value, $"0x{number.Value:x}", true);

    private ArgumentWriter AddNumber(string name, ulong number, string text, bool optional)
    {
        _arguments.Add(new Argument(name, ArgumentKind.Number, text, optional) { Number = number });
        return this;
    }

    private ArgumentWriter AddBytes(string name, ByteString bytes, bool optional)
    {
        _arguments.Add(new Argument(name, ArgumentKind.Bytes, bytes.ToString(), optional) { Bytes = bytes });
        return this;
    }
}
