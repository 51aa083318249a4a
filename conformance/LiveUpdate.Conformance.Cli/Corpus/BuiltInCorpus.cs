using System.Reflection;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>The programs that run before the random ones: those built into luoconf, or those of a directory.</summary>
public static class BuiltInCorpus
{
    private const string ResourcePrefix = "corpus/";
    private const string ProfileFolder = "profiles/";

    /// <summary>
    /// The programs of <c>conformance/corpus</c>, which are resources of this assembly, by name; those in the folder
    /// <c>profiles</c> only where the profile has the difference that they are called after.
    /// </summary>
    /// <param name="profile">The profile that is judged.</param>
    /// <exception cref="SuiteFaultException">One of them does not parse.</exception>
    public static IReadOnlyList<CorpusProgram> Load(Profile profile) =>
        [.. Texts().Where(file => Shows(profile, file.Name)).Select(static file => Parse(file.Name, file.Text))];

    private static bool Shows(Profile profile, string name) =>
        !name.StartsWith(ProfileFolder, StringComparison.Ordinal)
        || Enum.GetValues<Differences>()
            .Any(difference =>
                profile.Has(difference)
                && name.StartsWith($"{ProfileFolder}{Profile.WordOf(difference)}.", StringComparison.Ordinal)
            );

    /// <summary>The texts of the built-in programs, by name.</summary>
    public static IEnumerable<(string Name, string Text)> Texts()
    {
        Assembly assembly = typeof(BuiltInCorpus).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(static name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name[ResourcePrefix.Length..], Read(assembly, name)));
    }

    /// <summary>The <c>*.luo</c> files below a directory, by name.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="UsageException">The directory does not exist, or a file in it does not parse.</exception>
    public static IReadOnlyList<CorpusProgram> Load(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new UsageException($"there is no directory {directory}; name one with *.luo files in it");
        }

        return
        [
            .. Directory
                .EnumerateFiles(directory, "*.luo", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => new CorpusProgram(
                    Path.GetRelativePath(directory, path).Replace('\\', '/'),
                    ProgramFile.Read(path)
                )),
        ];
    }

    private static CorpusProgram Parse(string name, string text) =>
        ProgramText.TryParse(text, name, out Contract.Program? program, out TextError? error)
            ? new CorpusProgram(name, program)
            : throw new SuiteFaultException($"a program of the built-in corpus is broken: {error}");

    private static string Read(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
