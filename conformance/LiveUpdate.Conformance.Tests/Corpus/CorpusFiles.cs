using LiveUpdate.Conformance.Tests.Tree;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

/// <summary>The programs of <c>conformance/corpus</c>, named by their path inside it.</summary>
internal static class CorpusFiles
{
    private static readonly string Folder = Path.Combine(Repository.Root, "conformance", "corpus");

    public static IEnumerable<string> Names { get; } =
    [
        .. Directory
            .EnumerateFiles(Folder, "*.luo", SearchOption.AllDirectories)
            .Select(static path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> All => [.. Names];

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static Contract.Program Program(string name) =>
        ProgramText.TryParse(Text(name), name, out Contract.Program? program, out TextError? error)
            ? program
            : throw new InvalidDataException($"{error}");
}
