using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Session names worth trying: the limits of the name field, odd bytes, and names that are nearly equal.</summary>
internal static class MagicNames
{
    private const int FieldLength = 64;

    /// <summary>Ordinary names.</summary>
    public static readonly ByteString[] Plain =
    [
        .. "a b c vm alpha beta db net s1 S1".Split(' ').Select(ByteString.Of),
    ];

    /// <summary>Names that are accepted (LUO-SESS-01) and go wrong easily.</summary>
    public static readonly ByteString[] Odd =
    [
        Filled((byte)'n', 63),
        Filled((byte)'n', 62),
        Ending(63, (byte)'o'),
        ByteString.Of("ab"),
        Bytes("ab\0junk"),
        Bytes("ab\0other"),
        ByteString.Of("abc"),
        ByteString.Of("A"),
        ByteString.Of("/"),
        ByteString.Of(" "),
        ByteString.Of("a/b"),
        Bytes("a/b \xff"),
        Bytes("\x01"),
        Bytes("\xff"),
        Bytes("\xff\xfe"),
        Filled(0xff, 63),
        ByteString.Of(".."),
        ByteString.Of("%s"),
        ByteString.Of("luo-session"),
        Bytes("a\n"),
        Bytes("a "),
        Filled((byte)'n', 31),
        Filled((byte)'n', 32),
        Bytes(new string('n', 63) + "\0"),
        Bytes(new string('z', 62) + "\0y"),
        ByteString.Of("xy"),
        ByteString.Of("xz"),
    ];

    /// <summary>Names that are refused: empty, or without a NUL in the field.</summary>
    public static readonly ByteString[] Refused =
    [
        ByteString.Empty,
        Filled((byte)'n', FieldLength),
        Bytes("\0"),
        Bytes("\0ab"),
        Ending(FieldLength, (byte)'o'),
        Filled(0xff, FieldLength),
    ];

    /// <summary>Names for many sessions at once.</summary>
    public static readonly ByteString[] Numbered =
    [
        .. Enumerable.Range(0, 200).Select(static i => ByteString.Of($"s{i}")),
    ];

    private static ByteString Filled(byte value, int length) => ByteString.Repeat(value, length);

    private static ByteString Ending(int length, byte last)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, (byte)'n');
        bytes[^1] = last;
        return new ByteString(bytes);
    }

    private static ByteString Bytes(string latin) => new(Encoding.Latin1.GetBytes(latin));
}
