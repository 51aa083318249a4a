namespace LiveUpdate.Contract;

/// <summary>
/// A name that a program picks for a descriptor: 1 to 12 lower-case letters, digits or underscores, a letter first.
/// </summary>
/// <remarks>
/// The name is packed into one 64-bit value (base 38), so handles are compared, hashed and copied without touching
/// memory, and no table of names is needed to print one. <see langword="default"/> is "no handle".
/// </remarks>
public readonly struct Handle : IEquatable<Handle>, IComparable<Handle>
{
    /// <summary>The longest name a handle can have, in characters.</summary>
    public const int MaxLength = 12;

    private const int Radix = 38;

    private readonly ulong _packed;

    private Handle(ulong packed) => _packed = packed;

    /// <summary>No handle: an operation whose result is not kept, or an absent argument.</summary>
    public static Handle None => default;

    /// <summary>Whether this is <see cref="None"/>.</summary>
    public bool IsNone => _packed == 0;

    /// <summary>Reads a name.</summary>
    /// <param name="text">The characters of the name.</param>
    /// <param name="handle">The handle, or <see cref="None"/> when the text is not a name.</param>
    /// <returns>Whether the text is a handle's name.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Handle handle)
    {
        handle = default;
        if (text.IsEmpty || text.Length > MaxLength || text[0] is < 'a' or > 'z')
        {
            return false;
        }

        ulong packed = 0;
        foreach (char c in text)
        {
            int digit = Digit(c);
            if (digit == 0)
            {
                return false;
            }

            packed = packed * Radix + (ulong)digit;
        }

        handle = new Handle(packed);
        return true;
    }

    /// <summary>Reads a name that is known to be one, such as a literal.</summary>
    /// <param name="text">The name.</param>
    /// <exception cref="FormatException">The text is not a handle's name.</exception>
    public static Handle Parse(string text) =>
        TryParse(text, out Handle handle) ? handle : throw new FormatException($"'{text}' is not a handle name");

    /// <summary>The handle <c>letter</c> followed by the decimal <c>number</c>, such as <c>s12</c>.</summary>
    /// <param name="letter">A lower-case letter.</param>
    /// <param name="number">A number of at most 11 digits, not negative.</param>
    public static Handle Numbered(char letter, int number)
    {
        ulong packed = (ulong)Digit(letter);
        int divisor = 1;
        while (number / divisor >= 10)
        {
            divisor *= 10;
        }

        for (; divisor > 0; divisor /= 10)
        {
            packed = packed * Radix + (ulong)(27 + number / divisor % 10);
        }

        return new Handle(packed);
    }

    /// <inheritdoc/>
    public bool Equals(Handle other) => _packed == other._packed;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Handle other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(_packed * 0x9E3779B97F4A7C15UL >> 32);

    /// <summary>Orders handles by length, then by their characters.</summary>
    /// <param name="other">The other handle.</param>
    public int CompareTo(Handle other) => _packed.CompareTo(other._packed);

    /// <summary>The name, or an empty string for <see cref="None"/>.</summary>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[MaxLength];
        int start = MaxLength;
        for (ulong rest = _packed; rest != 0; rest /= Radix)
        {
            buffer[--start] = Character((int)(rest % Radix));
        }

        return new string(buffer[start..]);
    }

    /// <summary>Writes the name in ASCII.</summary>
    /// <param name="target">Where to; <see cref="MaxLength"/> bytes are always enough.</param>
    /// <returns>How many bytes were written.</returns>
    public int CopyTo(Span<byte> target)
    {
        int length = 0;
        for (ulong rest = _packed; rest != 0; rest /= Radix)
        {
            length++;
        }

        int at = length;
        for (ulong rest = _packed; rest != 0; rest /= Radix)
        {
            target[--at] = (byte)Character((int)(rest % Radix));
        }

        return length;
    }

    /// <summary>Whether two handles are the same name.</summary>
    public static bool operator ==(Handle left, Handle right) => left._packed == right._packed;

    /// <summary>Whether two handles are different names.</summary>
    public static bool operator !=(Handle left, Handle right) => left._packed != right._packed;

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(Handle left, Handle right) => left._packed < right._packed;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(Handle left, Handle right) => left._packed > right._packed;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(Handle left, Handle right) => left._packed <= right._packed;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(Handle left, Handle right) => left._packed >= right._packed;

    private static int Digit(char c) =>
        c switch
        {
            >= 'a' and <= 'z' => c - 'a' + 1,
            >= '0' and <= '9' => c - '0' + 27,
            '_' => 37,
            _ => 0,
        };

    private static char Character(int digit) =>
        digit switch
        {
            <= 26 => (char)('a' + digit - 1),
            <= 36 => (char)('0' + digit - 27),
            _ => '_',
        };
}
