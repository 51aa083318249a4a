using LiveUpdate.Conformance.Tests.Tree;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

/// <summary>The programs of <c>conformance/corpus</c>, named by their path inside it.</summary>
internal static class CorpusFiles
{
    private const string ProfileFolder = "profiles/";

    private static readonly string Folder = Path.Combine(Repository.Root, "conformance", "corpus");

    public static IEnumerable<string> Names { get; } =
    [
        .. Directory
            .EnumerateFiles(Folder, "*.luo", SearchOption.AllDirectories)
            .Select(static path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> All => [.. Names];

    /// <summary>The programs that are written for the differences of a profile.</summary>
    public static IEnumerable<CorpusProgram> OfProfile(Profile profile) =>
        Names.Where(name => IsFor(name, profile)).Select(static name => new CorpusProgram(name, Program(name)));

    /// <summary>The first profile for which a program is written.</summary>
    public static Profile ProfileOf(string name) =>
        name.StartsWith(ProfileFolder, StringComparison.Ordinal)
            ? Profile.All.First(profile => IsFor(name, profile))
            : Profile.Linux73;

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static Contract.Program Program(string name) =>
        ProgramText.TryParse(Text(name), name, out Contract.Program? program, out TextError? error)
            ? program
            : throw new InvalidDataException($"{error}");

    private static bool IsFor(string name, Profile profile) =>
        Enum.GetValues<Differences>()
            .Any(difference =>
                profile.Has(difference)
                && name.StartsWith($"{ProfileFolder}{Profile.WordOf(difference)}.", StringComparison.Ordinal)
            );
}
