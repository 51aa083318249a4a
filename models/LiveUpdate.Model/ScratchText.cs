namespace LiveUpdate.Model;

/// <summary>The text of <c>kho_scratch=</c> (KHO-CMD-01).</summary>
internal static class ScratchText
{
    private const int Sizes = 3;

    /// <summary>
    /// Whether the kernel takes the text: a percentage, or exactly three sizes that are not all zero, with nothing behind. Any
    /// other text leaves the default sizes.
    /// </summary>
    public static bool IsTaken(ReadOnlySpan<byte> text)
    {
        bool anySize = false;
        for (int i = 0; i < Sizes; i++)
        {
            int digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            digits = digits < 0 ? text.Length : digits;
            if (digits == 0)
            {
                return false;
            }

            anySize |= text[..digits].ContainsAnyExcept((byte)'0');
            text = text[digits..];
            if (i == 0 && text.SequenceEqual("%"u8))
            {
                return true;
            }

            text = text[(!text.IsEmpty && "KMGTPEkmgtpe"u8.Contains(text[0]) ? 1 : 0)..];
            bool isLast = i == Sizes - 1;
            if (isLast || text.IsEmpty || text[0] != (byte)',')
            {
                return isLast && text.IsEmpty && anySize;
            }

            text = text[1..];
        }

        return false;
    }
}
