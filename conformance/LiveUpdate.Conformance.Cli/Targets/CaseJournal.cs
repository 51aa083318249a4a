using System.Collections.Concurrent;
using System.Globalization;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>
/// Keeps each running program in a file, for an implementation that lives in this process and may take it down.
/// </summary>
/// <param name="directory">Where the files are.</param>
internal sealed class CaseJournal(string directory) : ICaseJournal
{
    private readonly ConcurrentDictionary<CaseId, string> _running = new();
    private readonly ConcurrentBag<string> _free = [];
    private int _files;

    /// <inheritdoc/>
    public void Begin(CaseId caseId, Contract.Program program)
    {
        if (!_free.TryTake(out string? path))
        {
            Directory.CreateDirectory(directory);
            string number = Interlocked.Increment(ref _files).ToString(CultureInfo.InvariantCulture);
            path = Path.Combine(directory, $"running-{number}.luo");
        }

        _running[caseId] = path;
        File.WriteAllText(path, ProgramText.Print(program));
    }

    /// <inheritdoc/>
    public void End(CaseId caseId)
    {
        if (_running.TryRemove(caseId, out string? path))
        {
            File.Delete(path);
            _free.Add(path);
        }
    }
}
