using System.Runtime.CompilerServices;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>Compares text with a file beside the tests; <c>LUOCONF_ACCEPT=1</c> rewrites the file instead.</summary>
internal static class GoldenFile
{
    public static void Matches(string actual, string name, [CallerFilePath] string caller = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name + ".txt");
        if (Environment.GetEnvironmentVariable("LUOCONF_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is missing; run once with LUOCONF_ACCEPT=1 and read what it writes");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
