using System.Globalization;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>A directory of its own for one test, removed afterwards.</summary>
internal sealed class Workspace : IDisposable
{
    private static int s_made;

    public Workspace()
    {
        string number = Interlocked.Increment(ref s_made).ToString(CultureInfo.InvariantCulture);
        Root = Path.Combine(Path.GetTempPath(), $"luoconf-tests-{Environment.ProcessId}-{number}");
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public string At(string name) => Path.Combine(Root, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
