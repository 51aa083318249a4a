namespace LiveUpdate.Contract;

/// <summary>
/// The lower-case words by which the language writes the values of an enumeration: <c>can_finish</c> for CanFinish.
/// </summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal static class Words<T>
    where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();
    private static readonly string[] Texts = [.. Values.Select(static v => WordOf($"{v}"))];

    public static string All => string.Join(", ", Texts);

    /// <summary>The words that a set can be made of.</summary>
    public static string AllFlags => string.Join(", ", Flags.Select(Of));

    public static string Of(T value) => Texts[Array.IndexOf(Values, value)];

    public static bool TryParse(string text, out T value)
    {
        int index = Array.IndexOf(Texts, text);
        value = index < 0 ? default : Values[index];
        return index >= 0;
    }

    /// <summary>The words of a set of flags, in the order of the enumeration, separated by commas.</summary>
    public static string OfSet(T set) => string.Join(',', Flags.Where(flag => set.HasFlag(flag)).Select(Of));

    /// <summary>Reads words separated by commas; each at most once, in any order, at least one.</summary>
    public static bool TryParseSet(string text, out T set)
    {
        ulong bits = 0;
        foreach (string word in text.Split(','))
        {
            ulong bit = TryParse(word, out T value) ? BitsOf(value) : 0;
            if (bit == 0 || (bits & bit) != 0)
            {
                set = default;
                return false;
            }

            bits |= bit;
        }

        set = (T)Enum.ToObject(typeof(T), bits);
        return true;
    }

    private static IEnumerable<T> Flags => Values.Where(static value => BitsOf(value) != 0);

    private static ulong BitsOf(T value) => Convert.ToUInt64(value, System.Globalization.CultureInfo.InvariantCulture);

    private static string WordOf(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{c}" : $"{c}")).ToLowerInvariant();
}
