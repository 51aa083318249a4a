using System.Globalization;
using System.Runtime.InteropServices;
using LiveUpdate.Contract;
using LiveUpdate.Reference;

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
            Program(
                environment,
                "qemu-system-x86_64",
                "judges kernels in a virtual machine; apt-get install qemu-system-x86"
            ),
            Program(environment, "gcc", "builds the guest's first program; apt-get install gcc"),
            Program(environment, "cpio", "packs the guest; apt-get install cpio"),
            File("/dev/kvm", "makes virtual machines fast; without it they are emulated, ten times slower"),
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

    private static Finding Program(CliEnvironment environment, string name, string purpose)
    {
        string? found = (environment.Variable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(System.IO.File.Exists);
        return found is null
            ? new Finding(FindingState.Missing, name, purpose)
            : new Finding(FindingState.Good, name, found);
    }

    private static Finding File(string path, string purpose) =>
        System.IO.File.Exists(path)
            ? new Finding(FindingState.Good, path, "there")
            : new Finding(FindingState.Missing, path, purpose);
}
