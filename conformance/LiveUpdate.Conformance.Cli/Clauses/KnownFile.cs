using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>The file of <c>--known</c>.</summary>
internal static class KnownFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The file, or <see langword="null"/> for no known deviation.</param>
    /// <exception cref="UsageException">The file cannot be read, or something in it is wrong.</exception>
    public static KnownDeviations Read(string? path)
    {
        if (path is null)
        {
            return KnownDeviations.None;
        }

        return KnownDeviations.TryRead(
            path,
            TextOf(path),
            ClauseCatalogue.Load(),
            out KnownDeviations? known,
            out TextError? error
        )
            ? known
            : throw new UsageException($"{error}");
    }

    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {unreadable.Message}");
        }
    }
}
