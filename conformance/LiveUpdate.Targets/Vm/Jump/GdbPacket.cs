using System.Globalization;
using System.Text;

namespace LiveUpdate.Targets;

/// <summary>The framing of GDB's remote serial protocol: <c>$text#sum</c>, with numbers in hexadecimal digits.</summary>
internal static class GdbPacket
{
    /// <summary>A packet around a text.</summary>
    /// <param name="text">The text; none of <c>$ # } *</c> may be in it.</param>
    public static byte[] Frame(string text) =>
        Encoding.ASCII.GetBytes($"${text}#{Sum(Encoding.ASCII.GetBytes(text)):x2}");

    /// <summary>Takes the first whole packet from what came in.</summary>
    /// <param name="input">What came in; acknowledgements and noise before a packet are passed over.</param>
    /// <param name="text">The packet's text.</param>
    /// <param name="taken">How many bytes of the input are done with, also when no packet is whole.</param>
    /// <returns>Whether there was a whole packet.</returns>
    /// <exception cref="IOException">Its sum is wrong.</exception>
    public static bool TryTake(ReadOnlySpan<byte> input, out string text, out int taken)
    {
        text = string.Empty;
        int start = input.IndexOf((byte)'$');
        taken = start < 0 ? input.Length : start;
        if (start < 0)
        {
            return false;
        }

        int length = input[start..].IndexOf((byte)'#');
        if (length < 0 || input.Length < start + length + 3)
        {
            return false;
        }

        ReadOnlySpan<byte> body = input.Slice(start + 1, length - 1);
        taken = start + length + 3;
        if (
            !byte.TryParse(
                input.Slice(start + length + 1, 2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out byte sum
            )
            || sum != Sum(body)
        )
        {
            throw new IOException("the debugger's port of QEMU sent a packet with a wrong sum");
        }

        text = Unpack(body);
        return true;
    }

    private static byte Sum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        foreach (byte value in bytes)
        {
            sum += value;
        }

        return (byte)sum;
    }

    /// <summary>Undoes run lengths (<c>x*n</c>) and escapes (<c>}x</c>).</summary>
    private static string Unpack(ReadOnlySpan<byte> body)
    {
        const int runBase = 29;
        var text = new StringBuilder(body.Length);
        for (int i = 0; i < body.Length; i++)
        {
            switch ((char)body[i])
            {
                case '}' when i + 1 < body.Length:
                    text.Append((char)(body[++i] ^ 0x20));
                    break;
                case '*' when i + 1 < body.Length && text.Length > 0 && body[i + 1] >= runBase:
                    text.Append(text[^1], body[++i] - runBase);
                    break;
                default:
                    text.Append((char)body[i]);
                    break;
            }
        }

        return text.ToString();
    }
}
