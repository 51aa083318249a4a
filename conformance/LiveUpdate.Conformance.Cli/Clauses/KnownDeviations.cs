using System.Collections.Frozen;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Reads the file of <c>--known</c>: one clause id a line, with <c>#</c> before a reason.</summary>
internal static class KnownDeviations
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The file, or <see langword="null"/> for no known deviation.</param>
    /// <param name="catalogue">The clauses that there are.</param>
    /// <exception cref="UsageException">The file cannot be read, or a line names no clause.</exception>
    public static FrozenSet<string> Read(string? path, ClauseCatalogue catalogue)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in path is null ? [] : Lines(path))
        {
            number++;
            string id = line.Split('#')[0].Trim();
            if (id.Length == 0)
            {
                continue;
            }

            if (catalogue.Find(ClauseId.Of(id)) is null)
            {
                string hint = Nearest.Hint(id, catalogue.Clauses.Select(static clause => clause.Id.ToString()));
                throw new UsageException(
                    $"{path}:{number}:1: there is no clause '{id}'; {hint}'luoconf spec' lists all"
                );
            }

            known.Add(id);
        }

        return known.ToFrozenSet(StringComparer.Ordinal);
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {unreadable.Message}");
        }
    }
}
