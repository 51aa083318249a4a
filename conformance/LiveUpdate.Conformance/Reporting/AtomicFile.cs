using System.Globalization;

namespace LiveUpdate.Conformance;

/// <summary>Writes files that are either complete or not there: into a temporary neighbour first, then renamed.</summary>
public static class AtomicFile
{
    private static int s_written;

    /// <summary>Replaces a file. Missing directories are made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the contents.</param>
    /// <exception cref="IOException">The file could not be written; the former one, if any, is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string ordinal = Interlocked.Increment(ref s_written).ToString(CultureInfo.InvariantCulture);
        string temporary = $"{full}.{Environment.ProcessId}-{ordinal}.part";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Replaces a file by a text in UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="IOException">The file could not be written; the former one, if any, is untouched.</exception>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
