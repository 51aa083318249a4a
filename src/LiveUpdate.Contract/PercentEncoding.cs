using System.Text;

namespace LiveUpdate.Contract;

/// <summary>
/// The text form of bytes in the program language: plain characters stand for themselves, every other byte is
/// <c>%</c> and two hexadecimal digits.
/// </summary>
public static class PercentEncoding
{
    private const string Punctuation = "-_./:[]()@,+*~";

    /// <summary>The text of the given bytes.</summary>
    /// <param name="bytes">Any bytes.</param>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (byte b in bytes)
        {
            if (IsPlain((char)b))
            {
                text.Append((char)b);
            }
            else
            {
                text.Append('%').Append(b.ToString("x2"));
            }
        }

        return text.ToString();
    }

    /// <summary>Reads bytes back from their text.</summary>
    /// <param name="text">The text, which may only hold plain characters and complete escapes.</param>
    /// <param name="bytes">The bytes, or <see langword="null"/> when the text is malformed.</param>
    /// <param name="badIndex">The index of the first character that does not fit, or -1.</param>
    /// <returns>Whether the whole text was read.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, out ByteString? bytes, out int badIndex)
    {
        var decoded = new byte[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (IsPlain(text[i]))
            {
                decoded[length++] = (byte)text[i];
            }
            else if (
                text[i] == '%'
                && i + 2 < text.Length
                && char.IsAsciiHexDigit(text[i + 1])
                && char.IsAsciiHexDigit(text[i + 2])
            )
            {
                decoded[length++] = byte.Parse(
                    text.Slice(i + 1, 2),
                    System.Globalization.NumberStyles.AllowHexSpecifier
                );
                i += 2;
            }
            else
            {
                bytes = null;
                badIndex = i;
                return false;
            }
        }

        bytes = new ByteString(decoded.AsSpan(0, length));
        badIndex = -1;
        return true;
    }

    /// <summary>Whether a character stands for itself.</summary>
    /// <param name="c">The character.</param>
    public static bool IsPlain(char c) =>
        char.IsAsciiLetterOrDigit(c) || Punctuation.Contains(c, StringComparison.Ordinal);
}
