namespace LiveUpdate.Targets;

/// <summary>Knows the lines by which a kernel says that something went wrong inside it.</summary>
public static class KernelLog
{
    private static readonly string[] Signs =
    [
        "cut here",
        "WARNING:",
        "BUG:",
        "Oops",
        "kernel BUG",
        "Kernel panic",
        "general protection",
        "refcount_t:",
        "soft lockup",
        "hard LOCKUP",
        "detected stall",
        "blocked for more than",
        "Bad page",
        "KASAN",
        "UBSAN",
        "list_add corruption",
        "list_del corruption",
        "Out of memory",
    ];

    /// <summary>Whether a line tells of a panic, an oops, a WARNING or another fault of the kernel.</summary>
    /// <param name="line">The line.</param>
    public static bool IsFault(string line) =>
        Array.Exists(Signs, sign => line.Contains(sign, StringComparison.Ordinal));

    /// <summary>Signs that a busy host or too many programs on one machine can bring about as well.</summary>
    private static readonly string[] Circumstances =
    [
        "soft lockup",
        "hard LOCKUP",
        "detected stall",
        "blocked for more than",
        "Out of memory",
    ];

    /// <summary>Whether a log tells of a fault that no circumstance outside of the kernel brings about.</summary>
    /// <param name="text">The log.</param>
    public static bool TellsOfItself(string text) =>
        FindHeadline(text) is not null
        && !Array.Exists(Circumstances, sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase));

    /// <summary>The line that says most about a fault: a panic's, else the first that tells of one.</summary>
    /// <param name="text">A log, or a part of one.</param>
    /// <returns>The line, or <see langword="null"/> when there is no fault.</returns>
    public static string? FindHeadline(string text)
    {
        string[] faults = [.. text.Split('\n').Select(static l => l.Trim()).Where(IsFault)];
        return faults.FirstOrDefault(static l => l.Contains("Kernel panic", StringComparison.Ordinal))
            ?? faults.FirstOrDefault(static l => !l.Contains("cut here", StringComparison.Ordinal))
            ?? faults.FirstOrDefault();
    }
}
