using System.Globalization;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Durations as people type them: <c>10s</c>, <c>2m</c>, <c>1.5h</c>, <c>500ms</c>; a bare number is seconds.</summary>
internal static class Duration
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The duration, or <see langword="null"/> when the text is none or it is not above zero.</returns>
    public static TimeSpan? Parse(string text)
    {
        double scale = 1;
        string number = text;
        foreach ((string unit, double seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal))
            {
                (number, scale) = (text[..^unit.Length], seconds);
                break;
            }
        }

        const NumberStyles Style = NumberStyles.AllowDecimalPoint;
        bool valid = double.TryParse(number, Style, CultureInfo.InvariantCulture, out double value);
        double total = value * scale;
        return valid && total > 0 && total <= TimeSpan.FromDays(30).TotalSeconds ? TimeSpan.FromSeconds(total) : null;
    }
}
