using System.Globalization;
using System.Text;

namespace LiveUpdate.Conformance;

/// <summary>A file that is either complete or not there: written into a temporary neighbour, then renamed.</summary>
public sealed class AtomicFile : IDisposable
{
    private static int s_made;

    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _stream;
    private bool _committed;

    /// <summary>Begins to write a file. Missing directories are made.</summary>
    /// <param name="path">The file; until <see cref="Commit"/> the former one, if any, stays as it is.</param>
    /// <exception cref="IOException">The directory cannot be made or written to.</exception>
    public AtomicFile(string path)
    {
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        string ordinal = Interlocked.Increment(ref s_made).ToString(CultureInfo.InvariantCulture);
        _temporary = $"{_path}.{Environment.ProcessId}-{ordinal}.part";
        _stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write);
    }

    /// <summary>Where the contents go.</summary>
    public Stream Stream => _stream;

    /// <summary>Replaces a file by a text in UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="IOException">The file could not be written; the former one, if any, is untouched.</exception>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Replaces a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the contents.</param>
    /// <exception cref="IOException">The file could not be written; the former one, if any, is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        using var file = new AtomicFile(path);
        write(file.Stream);
        file.Commit();
    }

    /// <summary>Puts the file in place.</summary>
    public void Commit()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _committed = true;
    }

    /// <summary>Gives up what was written, unless it was committed.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_committed)
        {
            File.Delete(_temporary);
        }
    }
}
