using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>What <c>kho_scratch=</c> says: a percentage of the kernel's own memory, or three sizes (kho 9).</summary>
/// <param name="Percent">The percentage, 0 for explicit sizes.</param>
/// <param name="LowMemory">The size below the low limit, in bytes.</param>
/// <param name="Global">The size anywhere, in bytes.</param>
/// <param name="PerNode">The size on each node, in bytes.</param>
public readonly record struct ScratchParameter(ulong Percent, ulong LowMemory, ulong Global, ulong PerNode)
{
    private const int LongestPercentage = 11;

    /// <summary>What holds when the parameter is absent or cannot be read: 200 %.</summary>
    public static ScratchParameter Default => new(200, 0, 0, 0);

    /// <summary>Reads the parameter (KHO-CMD-01).</summary>
    /// <param name="text">The text behind the equals sign.</param>
    /// <param name="parameter">What it says.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse(ByteString text, out ScratchParameter parameter)
    {
        ReadOnlySpan<byte> rest = text.Span;
        parameter = default;
        if (rest.IsEmpty)
        {
            return false;
        }

        if (rest[^1] == (byte)'%')
        {
            return rest.Length <= LongestPercentage
                && TryNumber(ref rest, suffix: false, out ulong percent)
                && rest.Length == 1
                && Accept(out parameter, new ScratchParameter(percent, 0, 0, 0));
        }

        return TryNumber(ref rest, suffix: true, out ulong low)
            && TryComma(ref rest)
            && TryNumber(ref rest, suffix: true, out ulong global)
            && TryComma(ref rest)
            && TryNumber(ref rest, suffix: true, out ulong node)
            && rest.IsEmpty
            && (low | global | node) != 0
            && Accept(out parameter, new ScratchParameter(0, low, global, node));
    }

    private static bool Accept(out ScratchParameter parameter, ScratchParameter value)
    {
        parameter = value;
        return true;
    }

    private static bool TryComma(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] != (byte)',')
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> rest, bool suffix, out ulong value)
    {
        value = 0;
        uint radix = 10;
        if (rest.Length > 2 && rest[0] == (byte)'0' && (rest[1] | 0x20) == (byte)'x' && Digit(rest[2]) < 16)
        {
            radix = 16;
            rest = rest[2..];
        }
        else if (rest.Length > 1 && rest[0] == (byte)'0' && Digit(rest[1]) < 8)
        {
            radix = 8;
        }

        int digits = 0;
        while (digits < rest.Length && Digit(rest[digits]) < radix)
        {
            value = unchecked(value * radix + Digit(rest[digits++]));
        }

        if (digits == 0)
        {
            return false;
        }

        rest = rest[digits..];
        if (suffix && !rest.IsEmpty)
        {
            int scale = "KMGTPE"u8.IndexOf((byte)(rest[0] & ~0x20)) + 1;
            if (scale > 0)
            {
                value <<= 10 * scale;
                rest = rest[1..];
            }
        }

        return true;
    }

    private static uint Digit(byte c) =>
        c switch
        {
            >= (byte)'0' and <= (byte)'9' => (uint)(c - '0'),
            >= (byte)'a' and <= (byte)'f' => (uint)(c - 'a' + 10),
            >= (byte)'A' and <= (byte)'F' => (uint)(c - 'A' + 10),
            _ => uint.MaxValue,
        };
}
