namespace LiveUpdate.Contract;

/// <summary>One <c>key=value</c> of an answer: a number, or bytes for the fields that hold text.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Number">The number; 0 when <paramref name="Bytes"/> is given.</param>
/// <param name="Bytes">The bytes, or <see langword="null"/> for a number.</param>
public readonly record struct FieldValue(Field Field, ulong Number, ByteString? Bytes)
{
    /// <summary>A number.</summary>
    /// <param name="field">Which field.</param>
    /// <param name="number">The number.</param>
    public FieldValue(Field field, ulong number)
        : this(field, number, null) { }

    /// <summary>Bytes.</summary>
    /// <param name="field">Which field.</param>
    /// <param name="bytes">The bytes.</param>
    public FieldValue(Field field, ByteString bytes)
        : this(field, 0, bytes) { }
}
