using System.Globalization;

namespace LiveUpdate.Conformance;

/// <summary>A mainline kernel release such as 7.2; the third number of a stable release plays no part in the contract.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second number.</param>
public readonly record struct KernelVersion(int Major, int Minor) : IComparable<KernelVersion>
{
    /// <summary>Reads <c>7.2</c>, <c>7.2.13</c> or <c>7.3.4-rc1</c>; what follows the second number is ignored.</summary>
    /// <param name="text">The text.</param>
    /// <param name="version">The version.</param>
    /// <returns>Whether the text begins with two numbers below 10000 and a dot between them.</returns>
    public static bool TryParse(string text, out KernelVersion version)
    {
        string[] parts = text.Split('.', '-', '+');
        bool read = TryParsePart(parts, 0, out int major) & TryParsePart(parts, 1, out int minor);
        read = read && text[parts[0].Length] == '.';
        version = read ? new KernelVersion(major, minor) : default;
        return read;
    }

    /// <inheritdoc/>
    public int CompareTo(KernelVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>The two numbers with a dot between them.</summary>
    public override string ToString() => $"{Major}.{Minor}";

    /// <summary>Whether <paramref name="left"/> is older.</summary>
    public static bool operator <(KernelVersion left, KernelVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is newer.</summary>
    public static bool operator >(KernelVersion left, KernelVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is not newer.</summary>
    public static bool operator <=(KernelVersion left, KernelVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is not older.</summary>
    public static bool operator >=(KernelVersion left, KernelVersion right) => left.CompareTo(right) >= 0;

    private static bool TryParsePart(string[] parts, int index, out int number)
    {
        number = 0;
        return index < parts.Length
            && parts[index].Length is > 0 and < 5
            && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
