using System.Text;

namespace LiveUpdate.Contract;

/// <summary>The form of a session name inside a list of an answer: letters, digits, <c>_</c> and <c>-</c> stand for themselves, every other byte is <c>~</c> and two hexadecimal digits.</summary>
public static class PlainText
{
    /// <summary>The text of the given bytes.</summary>
    /// <param name="bytes">Any bytes.</param>
    public static string Of(ByteString bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (byte b in bytes.Span)
        {
            bool isPlain = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-';
            text.Append(isPlain ? $"{(char)b}" : $"~{b:x2}");
        }

        return text.ToString();
    }
}
