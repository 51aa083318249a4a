using System.Globalization;
using System.Text;

namespace LiveUpdate.Contract;

/// <summary>The answer's form of the keys of a tree: hexadecimal numbers in the order of the walk, <c>10000000000400,10000000000401</c>.</summary>
/// <remarks>
/// Of more than <see cref="MaxPrinted"/> keys only their number and a digest are given, <c>513:9ae16a3b2f90404f</c>: FNV-1a
/// (64 bit) over the keys, each as 8 bytes, least significant first.
/// </remarks>
public static class KeyList
{
    /// <summary>The most keys that are written out.</summary>
    public const int MaxPrinted = 16;

    /// <summary>The text of keys.</summary>
    /// <param name="keys">The keys, in the order of the walk.</param>
    public static ByteString Print(ReadOnlySpan<ulong> keys)
    {
        if (keys.Length > MaxPrinted)
        {
            return Digest(keys);
        }

        var text = new StringBuilder();
        foreach (ulong key in keys)
        {
            text.Append(text.Length > 0 ? "," : string.Empty).Append(CultureInfo.InvariantCulture, $"{key:x}");
        }

        return ByteString.Of(text.ToString());
    }

    private static ByteString Digest(ReadOnlySpan<ulong> keys)
    {
        ulong digest = 0xCBF29CE484222325UL;
        foreach (ulong key in keys)
        {
            for (int shift = 0; shift < 64; shift += 8)
            {
                digest = (digest ^ (byte)(key >> shift)) * 0x100000001B3UL;
            }
        }

        return ByteString.Of($"{keys.Length}:{digest:x16}");
    }
}
