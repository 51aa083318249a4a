namespace LiveUpdate.Model;

/// <summary>The text of <c>kho_scratch=</c> (KHO-CMD-01).</summary>
internal static class ScratchText
{
    private const int Sizes = 3;
    private const int LongestPercentage = 11;

    /// <summary>
    /// Whether the kernel takes the text: a percentage of at most eleven characters, or exactly three sizes that are not all
    /// zero, with nothing behind. Any other text leaves the default sizes.
    /// </summary>
    public static bool IsTaken(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && text[^1] == (byte)'%')
        {
            return text.Length is > 1 and <= LongestPercentage
                && !text[..^1].ContainsAnyExceptInRange((byte)'0', (byte)'9');
        }

        Span<UInt128?> sizes = stackalloc UInt128?[Sizes];
        return TryRead(text, sizes) && (sizes[0] != 0 || sizes[1] != 0 || sizes[2] != 0);
    }

    /// <summary>The three sizes of a text that is taken; <see langword="null"/> for a percentage, and where their values are left open.</summary>
    public static ScratchSizes? Read(ReadOnlySpan<byte> text)
    {
        Span<UInt128?> sizes = stackalloc UInt128?[Sizes];
        return TryRead(text, sizes) && sizes[0] is { } low && sizes[1] is { } global && sizes[2] is { } node
            ? new ScratchSizes((ulong)low, (ulong)global, (ulong)node)
            : null;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, Span<UInt128?> sizes)
    {
        for (int i = 0; i < Sizes; i++)
        {
            int digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            digits = digits < 0 ? text.Length : digits;
            if (digits == 0)
            {
                return false;
            }

            ReadOnlySpan<byte> number = text[..digits];
            text = text[digits..];
            int scale = text.IsEmpty ? 0 : "KMGTPE"u8.IndexOf((byte)(text[0] & ~0x20)) + 1;
            text = text[(scale > 0 ? 1 : 0)..];
            sizes[i] = ValueOf(number, scale);
            bool isLast = i == Sizes - 1;
            if (isLast || text.IsEmpty || text[0] != (byte)',')
            {
                return isLast && text.IsEmpty;
            }

            text = text[1..];
        }

        return false;
    }

    /// <summary>A size in bytes; <see langword="null"/> for one that is octal or does not fit, whose value is left open.</summary>
    private static UInt128? ValueOf(ReadOnlySpan<byte> digits, int scale)
    {
        const int mostDigits = 18;
        if (!digits.ContainsAnyExcept((byte)'0'))
        {
            return 0;
        }

        if (digits[0] == (byte)'0' || digits.Length > mostDigits)
        {
            return null;
        }

        UInt128 value = 0;
        foreach (byte digit in digits)
        {
            value = (value * 10) + (uint)(digit - '0');
        }

        value <<= 10 * scale;
        return value > ulong.MaxValue / 2 ? null : value;
    }
}
