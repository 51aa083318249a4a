namespace LiveUpdate.Handover;

/// <summary>Text in a field of fixed width: NUL-terminated, the rest zero in a fresh field.</summary>
internal static class FixedText
{
    /// <summary>The bytes before the first NUL; the whole field when there is none.</summary>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    /// <summary>Writes text and fills the rest of the field with zeros; text that is too long is cut to leave a NUL.</summary>
    public static void Write(ReadOnlySpan<byte> text, Span<byte> field)
    {
        text = text[..Math.Min(text.Length, field.Length - 1)];
        text.CopyTo(field);
        field[text.Length..].Clear();
    }
}
