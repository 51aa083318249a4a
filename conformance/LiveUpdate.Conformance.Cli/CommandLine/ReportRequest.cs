namespace LiveUpdate.Conformance.Cli;

/// <summary>One <c>--report FORMAT[=FILE]</c>.</summary>
/// <param name="Format">The format's word.</param>
/// <param name="File">The file, or <see langword="null"/> for standard output.</param>
internal sealed record ReportRequest(string Format, string? File)
{
    /// <summary>Reads the option's value.</summary>
    /// <param name="text">The value.</param>
    public static ReportRequest Of(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new ReportRequest(text, null) : new ReportRequest(text[..equals], text[(equals + 1)..]);
    }
}
