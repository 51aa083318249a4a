using System.Globalization;
using System.Runtime.InteropServices;
using LiveUpdate.Contract;
using LiveUpdate.Reference;
using LiveUpdate.Targets;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Looks at everything that luoconf's commands lean on.</summary>
internal static class Examination
{
    /// <summary>Looks at all of it.</summary>
    /// <param name="environment">The process around it.</param>
    public static IEnumerable<Finding> Run(CliEnvironment environment) =>
        [
            new(FindingState.Good, "luoconf", $"{BugReport.Version} on {RuntimeInformation.FrameworkDescription}"),
            new(
                FindingState.Good,
                "machine",
                $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors"
            ),
            Attempt("clauses", static () => Count(ClauseCatalogue.Load().Clauses.Length, "in the catalogue")),
            Attempt("corpus", static () => Count(BuiltInCorpus.Load(Profile.Linux73).Count, "programs built in")),
            Attempt("reference", RunFirstProgram),
            Attempt("temporary files", WriteTemporaryFile),
            .. TargetDoctor.Examine(environment.Variable("PATH") ?? string.Empty).Select(Describe),
            File(
                "/dev/liveupdate",
                "this kernel does not offer live update; luoconf never touches the machine it runs on"
            ),
        ];

    private static string RunFirstProgram()
    {
        CorpusProgram first = BuiltInCorpus.Load(Profile.Linux73).First();
        ReplayResult result = Replay.Run(first.Program, new ReferenceImplementation());
        return result.Verdict == RunVerdict.Conformant
            ? $"{first.Name} holds"
            : throw new InvalidDataException($"{first.Name}: {ReportWords.Of(result.Verdict)}");
    }

    private static string WriteTemporaryFile()
    {
        string path = Path.GetTempFileName();
        System.IO.File.Delete(path);
        return Path.GetTempPath();
    }

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}");

    private static Finding Attempt(string subject, Func<string> look)
    {
        try
        {
            return new Finding(FindingState.Good, subject, look());
        }
        catch (Exception broken)
        {
            return new Finding(FindingState.Broken, subject, broken.Message);
        }
    }

    /// <summary>What a target needs; the images of a kernel need nothing beyond QEMU, no debugger either.</summary>
    private static Finding Describe(TargetNeed need) =>
        need.Path is null
            ? new Finding(FindingState.Missing, need.Name, $"for a {need.Target}: {need.Remedy}")
            : new Finding(FindingState.Good, need.Name, $"{need.Path}, for a {need.Target}");

    private static Finding File(string path, string purpose) =>
        System.IO.File.Exists(path)
            ? new Finding(FindingState.Good, path, "there")
            : new Finding(FindingState.Missing, path, purpose);
}
