using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Reads program files that a user names.</summary>
public static class ProgramFile
{
    /// <summary>Reads a program.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">The file cannot be read or is no program; the message has file, line and column.</exception>
    public static Contract.Program Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {unreadable.Message}");
        }

        return ProgramText.TryParse(text, path, out Contract.Program? program, out TextError? error)
            ? program
            : throw new UsageException(error.ToString());
    }
}
