namespace LiveUpdate.Conformance.Cli;

/// <summary>Seals in words.</summary>
internal static class SealWords
{
    private static readonly string[] Words = ["seal", "shrink", "grow", "write", "future_write", "exec"];

    /// <summary>The words of the seals that are known, <c>none</c> without any.</summary>
    /// <param name="seals">The seals.</param>
    public static string Of(uint seals) =>
        seals == 0 ? "none" : string.Join(" ", Words.Where((_, bit) => (seals & (1u << bit)) != 0));
}
