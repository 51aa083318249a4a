using System.Globalization;
using System.Reflection;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Tells of a bug in luoconf in one line, and saves the details for those who mend it.</summary>
internal static class BugReport
{
    /// <summary>Saves and tells.</summary>
    /// <param name="bug">The exception that nobody expected.</param>
    /// <param name="arguments">The arguments of the command.</param>
    /// <param name="environment">The process around it.</param>
    public static void Save(Exception bug, IReadOnlyList<string> arguments, CliEnvironment environment)
    {
        string details = string.Join(
            '\n',
            $"luoconf {Version}",
            $"arguments: {string.Join(' ', arguments)}",
            $"runtime: {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}",
            bug.ToString(),
            string.Empty
        );
        environment.Error.WriteLine(
            $"luoconf: this is a bug in luoconf: {bug.GetType().Name}: {FirstLine(bug.Message)} ({Keep(details)})"
        );
    }

    /// <summary>The version of luoconf.</summary>
    public static string Version { get; } =
        typeof(BugReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            is { } version
            ? version.Split('+')[0]
            : "0";

    private static string Keep(string details)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"luoconf-bug-{Environment.ProcessId}.txt");
        string path = Path.Combine(Path.GetTempPath(), name);
        try
        {
            AtomicFile.WriteText(path, details);
            return $"details are in {path}";
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return "the details could not be saved";
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();
}
