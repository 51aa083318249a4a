namespace LiveUpdate.Conformance;

/// <summary>Makes foreign text harmless: what an implementation prints may hold anything, commands to the terminal too.</summary>
internal static class Printable
{
    /// <summary>One line without control characters and without spaces at its end.</summary>
    /// <param name="text">Any text.</param>
    public static string Line(string text) =>
        string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c)).TrimEnd();
}
