namespace LiveUpdate.Contract;

/// <summary>The lower-case words by which the language writes the values of an enumeration.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal static class Words<T>
    where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();
    private static readonly string[] Texts = [.. Values.Select(static v => v.ToString().ToLowerInvariant())];

    public static string All => string.Join(", ", Texts);

    public static string Of(T value) => Texts[Array.IndexOf(Values, value)];

    public static bool TryParse(string text, out T value)
    {
        int index = Array.IndexOf(Texts, text);
        value = index < 0 ? default : Values[index];
        return index >= 0;
    }
}
