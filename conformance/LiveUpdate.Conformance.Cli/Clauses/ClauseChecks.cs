using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using LiveUpdate.Contract;
using LiveUpdate.Model;
using LiveUpdate.Mutants;

namespace LiveUpdate.Conformance.Cli;

/// <summary>What checks a clause: the model, programs of the corpus, and mutants that break it.</summary>
/// <param name="IsInModel">Whether the model names the clause.</param>
/// <param name="Corpus">The programs of the corpus that name it.</param>
/// <param name="Mutants">The mutants that break it.</param>
internal sealed record ClauseChecks(bool IsInModel, IReadOnlyList<string> Corpus, IReadOnlyList<string> Mutants)
{
    /// <summary>Finds what checks a clause.</summary>
    /// <param name="id">The clause.</param>
    public static ClauseChecks Of(ClauseId id) =>
        new(
            IsNamedIn(typeof(LiveUpdateModel).Assembly, id.ToString()),
            [
                .. BuiltInCorpus
                    .Texts()
                    .Where(file => Mentions(file.Text, id.ToString()))
                    .Select(static file => file.Name),
            ],
            [.. MutantCatalogue.All.Where(mutant => mutant.Breaks.Contains(id)).Select(static mutant => mutant.Id)]
        );

    /// <summary>Whether an assembly has the id as a literal string: the one thread through everything.</summary>
    private static bool IsNamedIn(Assembly assembly, string id)
    {
        using var image = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader metadata = image.GetMetadataReader();
        UserStringHandle handle = MetadataTokens.UserStringHandle(0);
        while (!(handle = metadata.GetNextHandle(handle)).IsNil)
        {
            if (Mentions(metadata.GetUserString(handle), id))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Mentions(string text, string id)
    {
        int at = text.IndexOf(id, StringComparison.Ordinal);
        return at >= 0 && (at + id.Length == text.Length || !char.IsAsciiDigit(text[at + id.Length]));
    }
}
