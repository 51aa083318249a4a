using System.Collections.Immutable;
using LiveUpdate.Conformance.Tests.Tree;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

public class DocumentTests
{
    private static readonly ImmutableArray<Block> Blocks =
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "spec"), "*.md").Order().SelectMany(Fenced),
    ];

    public static TheoryData<string> Programs => [.. Blocks.Where(static b => b.IsProgram).Select(static b => b.Place)];

    public static TheoryData<string> Transcripts =>
        [.. Blocks.Where(static b => b.Kind == "wire").Select(static b => b.Place)];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_program_in_the_documents_parses_and_prints_as_written(string place)
    {
        string text = Find(place).Text;
        Assert.True(ProgramText.TryParse(text, place, out Contract.Program? program, out TextError? error), $"{error}");
        string[] written =
        [
            .. text.Split('\n')
                .Select(static l => l.Split(" #")[0].TrimEnd())
                .Where(static l => l.Length > 0 && l[0] != '#'),
        ];
        Assert.Equal(written, program.ToString().TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void Every_transcript_in_the_documents_is_in_the_language(string place)
    {
        int due = 0;
        foreach (string line in Find(place).Text.TrimEnd('\n').Split('\n'))
        {
            string said = line.Length > 2 ? line[2..] : string.Empty;
            if (line.StartsWith("> ", StringComparison.Ordinal))
            {
                due++;
                TextError? error = null;
                Assert.True(
                    said is "reset" or "bye" || OperationText.TryParse(said, out _, out error),
                    $"{said}: {error}"
                );
            }
            else if (!said.StartsWith("hello luo 1 ", StringComparison.Ordinal) && said[0] != '#')
            {
                due--;
                Assert.True(OutcomeText.TryParse(said, out Outcome? outcome, out TextError? error), $"{said}: {error}");
                Assert.Equal(said, outcome.ToString());
            }

            Assert.InRange(due, 0, 256);
        }

        Assert.Equal(0, due);
    }

    [Fact]
    public void The_transcript_of_the_wire_has_every_verb()
    {
        var said = Blocks
            .Where(static b => b.Kind == "wire")
            .SelectMany(static b => b.Text.Split('\n'))
            .Where(static l => l.StartsWith("> ", StringComparison.Ordinal))
            .Select(static l =>
                OperationText.TryParse(l[2..], out Operation? operation, out _) ? operation.Verb : (Verb?)null
            )
            .ToHashSet();
        Assert.DoesNotContain(Enum.GetValues<Verb>(), verb => !said.Contains(verb));
    }

    [Fact]
    public void The_page_on_the_language_has_a_heading_for_every_verb()
    {
        string[] headings = Headings("language.md");
        Assert.All(OperationText.VerbWords, word => Assert.Contains($"### `{word}`", headings));
    }

    [Fact]
    public void The_page_on_the_language_shows_every_verb_at_work_and_every_field()
    {
        var operations = new HashSet<Verb>();
        var fields = new HashSet<Field>();
        foreach (Block block in Blocks.Where(static b => b.IsProgram))
        {
            Assert.True(ProgramText.TryParse(block.Text, block.Place, out Contract.Program? program, out _));
            foreach (ProgramLine line in program.Lines.Where(static l => l.Recorded is not null))
            {
                operations.Add(line.Operation.Verb);
                fields.UnionWith(line.Recorded!.Fields.ToArray().Select(static f => f.Field));
            }
        }

        Assert.Empty(Enum.GetValues<Verb>().Except(operations));
        Assert.Empty(Enum.GetValues<Field>().Except(fields));
    }

    [Fact]
    public void The_grammar_has_every_plain_character()
    {
        IEnumerable<char> marks = Enumerable.Range(33, 94).Select(static code => (char)code);
        string listed = "-_./:[]()@,+*~";
        Assert.Equal(
            listed.Order(),
            marks.Where(static c => PercentEncoding.IsPlain(c) && !char.IsAsciiLetterOrDigit(c)).Order()
        );
        Assert.Contains(
            $"one of  {string.Join(' ', listed.ToCharArray())} ;",
            Page("language.md"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_page_on_the_wire_has_every_feature()
    {
        string page = Page("wire.md");
        Assert.All(
            Enum.GetValues<Features>().Except([Features.None, Features.UserInterface, Features.All]),
            feature => Assert.Contains($"| `{Snake($"{feature}")}` |", page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_page_on_verdicts_has_every_word_of_the_reports()
    {
        string page = Page("verdicts.md");
        Assert.All(
            Enum.GetValues<ClauseVerdict>(),
            verdict => Assert.Contains($"(`{ReportWords.Of(verdict)}`)", page, StringComparison.Ordinal)
        );
        Assert.All(
            Enum.GetValues<RunVerdict>(),
            verdict => Assert.Contains($"| `{ReportWords.Of(verdict)}` |", page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_map_names_every_clause_file_and_profile()
    {
        string page = Page("README.md");
        IEnumerable<string> files = Directory
            .GetFiles(Path.Combine(Repository.Root, "spec", "clauses"))
            .Select(static file => Path.GetFileNameWithoutExtension(file));
        Assert.All(
            files.Concat(ClauseCatalogue.Profiles),
            word => Assert.Contains($"`{word}`", page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Links_between_the_documents_lead_somewhere()
    {
        string folder = Path.Combine(Repository.Root, "spec");
        foreach (string file in Directory.GetFiles(folder, "*.md"))
        {
            foreach (string piece in File.ReadAllText(file).Split("](").Skip(1))
            {
                string target = piece[..piece.IndexOf(')', StringComparison.Ordinal)].Split('#')[0];
                string path = Path.Combine(folder, target);
                Assert.True(File.Exists(path) || Directory.Exists(path), $"{Path.GetFileName(file)} leads to {target}");
            }
        }
    }

    [Fact]
    public void Clauses_that_the_documents_name_exist()
    {
        ClauseCatalogue catalogue = ClauseCatalogue.Load();
        IEnumerable<string> named = Directory
            .GetFiles(Path.Combine(Repository.Root, "spec"), "*.md")
            .SelectMany(static file =>
                File.ReadAllText(file).Split([' ', '\n', '`', '(', ')', ',', '.', ':', '|', ';', '\'', '"', '[', ']'])
            )
            .Where(static word =>
                word.StartsWith("LUO-", StringComparison.Ordinal) || word.StartsWith("KHO-", StringComparison.Ordinal)
            )
            .Where(static word => char.IsAsciiDigit(word[^1]));
        Assert.DoesNotContain(named, word => catalogue.Find(ClauseId.Of(word)) is null);
    }

    /// <summary>The profile that the block at a place is for.</summary>
    internal static Profile ProfileOf(string place) =>
        Find(place).Kind.Split(' ') is [_, var name] ? Profile.Find(name)! : Profile.Linux73;

    /// <summary>The text of the block at a place.</summary>
    internal static string Text(string place) => Find(place).Text;

    private static string Page(string name) => File.ReadAllText(Path.Combine(Repository.Root, "spec", name));

    private static string[] Headings(string name) =>
        [.. Page(name).Split('\n').Where(static line => line.StartsWith('#'))];

    private static string Snake(string name) =>
        string.Concat(
            name.Select((c, i) => (i > 0 && char.IsAsciiLetterUpper(c) ? "_" : "") + char.ToLowerInvariant(c))
        );

    private static Block Find(string place) => Blocks.Single(block => block.Place == place);

    private static IEnumerable<Block> Fenced(string path)
    {
        string[] lines = File.ReadAllLines(path);
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            int start = i++;
            while (lines[i] != "```")
            {
                i++;
            }

            string text = string.Concat(lines[(start + 1)..i].Select(static line => line + "\n"));
            yield return new Block($"{Path.GetFileName(path)}:{start + 2}", lines[start][3..], text);
        }
    }

    private sealed record Block(string Place, string Kind, string Text)
    {
        public bool IsProgram => Kind == "luo" || Kind.StartsWith("luo ", StringComparison.Ordinal);
    }
}
