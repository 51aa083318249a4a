namespace LiveUpdate.Contract;

/// <summary>One argument of an operation, apart from its verb: what a printer, a reducer or a form needs to know of it.</summary>
/// <param name="Name">The key, or the role of a positional handle.</param>
/// <param name="Kind">What kind of value it has.</param>
/// <param name="Text">The value as the language writes it.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
public readonly record struct Argument(string Name, ArgumentKind Kind, string Text, bool IsOptional)
{
    /// <summary>Whether it is a handle without a key.</summary>
    public bool IsPositional => Kind == ArgumentKind.Handle && !IsOptional;

    /// <summary>The value of a <see cref="ArgumentKind.Number"/>.</summary>
    public ulong Number { get; init; }

    /// <summary>The value of a <see cref="ArgumentKind.Bytes"/> or <see cref="ArgumentKind.HexBytes"/>.</summary>
    public ByteString? Bytes { get; init; }

    /// <summary>The value of a <see cref="ArgumentKind.Handle"/>.</summary>
    public Handle Handle { get; init; }

    /// <summary>The same argument with another number.</summary>
    /// <param name="number">The number.</param>
    public Argument With(ulong number) =>
        this with
        {
            Number = number,
            Text = Text.StartsWith("0x", StringComparison.Ordinal) ? $"0x{number:x}" : $"{number}",
        };

    /// <summary>The same argument with other bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public Argument With(ByteString bytes) =>
        this with
        {
            Bytes = bytes,
            Text = Kind == ArgumentKind.HexBytes ? Convert.ToHexStringLower(bytes.Span) : bytes.ToString(),
        };

    /// <summary>The same argument with another handle.</summary>
    /// <param name="handle">The handle.</param>
    public Argument With(Handle handle) => this with { Handle = handle, Text = handle.ToString() };
}
