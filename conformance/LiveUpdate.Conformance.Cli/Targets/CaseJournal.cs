using System.Collections.Concurrent;
using System.Globalization;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>
/// Keeps each running program in a file, for an implementation that lives in this process and may take it down, or never
/// come back.
/// </summary>
/// <param name="directory">Where the files are.</param>
/// <param name="clock">The clock.</param>
internal sealed class CaseJournal(string directory, TimeProvider clock) : ICaseJournal
{
    private readonly ConcurrentDictionary<object, RunningProgram> _running = new();
    private readonly ConcurrentBag<string> _free = [];
    private int _files;

    /// <inheritdoc/>
    public void Begin(object runner, Contract.Program program)
    {
        if (!_free.TryTake(out string? path))
        {
            Directory.CreateDirectory(directory);
            string number = Interlocked.Increment(ref _files).ToString(CultureInfo.InvariantCulture);
            path = Path.Combine(directory, $"running-{number}.luo");
        }

        File.WriteAllText(path, ProgramText.Print(program));
        _running[runner] = new RunningProgram(program, path, clock.GetTimestamp());
    }

    /// <inheritdoc/>
    public void End(object runner)
    {
        if (_running.TryRemove(runner, out RunningProgram? ended))
        {
            File.Delete(ended.Path);
            _free.Add(ended.Path);
        }
    }

    /// <summary>A program that has been running for longer than a limit, or <see langword="null"/>.</summary>
    /// <param name="limit">The limit.</param>
    public RunningProgram? FindOverdue(TimeSpan limit) =>
        _running.Values.FirstOrDefault(running => clock.GetElapsedTime(running.Began) > limit);
}
