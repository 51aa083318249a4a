using System.Globalization;
using System.Text;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Clauses for people: a table of many, or all there is to know about one.</summary>
internal static class ClauseText
{
    private const int Width = 96;
    private const int Indent = 13;

    private static readonly (char Letter, ObservationClasses Class, string Words)[] Classes =
    [
        ('U', ObservationClasses.UserInterface, "the user interface"),
        ('I', ObservationClasses.Image, "the handover image"),
        ('K', ObservationClasses.Kernel, "the in-kernel interface"),
        ('P', ObservationClasses.Planted, "a planted image or an injected fault"),
    ];

    /// <summary>A row for each clause: id, level, classes, status, name.</summary>
    /// <param name="clauses">The clauses.</param>
    public static string List(IReadOnlyList<Clause> clauses)
    {
        var text = new StringBuilder();
        int width = clauses.Select(static clause => clause.Id.ToString().Length).DefaultIfEmpty(6).Max();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{"clause".PadRight(width)}  {"level", -11}  seen  {"status", -8}  name\n"
        );
        foreach (Clause clause in clauses)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{clause.Id.ToString().PadRight(width)}  {Word(clause.Level), -11}  {Letters(clause.Observation), -4}  {Word(clause.Status), -8}  {clause.Name}\n"
            );
        }

        text.Append(CultureInfo.InvariantCulture, $"{clauses.Count} clauses\n");
        return text.ToString();
    }

    /// <summary>All there is to know about a clause, with what checks it.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="catalogue">All clauses.</param>
    public static string Explain(Clause clause, ClauseCatalogue catalogue)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{clause.Id} {clause.Name}\n\n");
        text.Append(Wrap(clause.Statement, 2, Width)).Append('\n');
        Add(text, "why", clause.Why);
        Add(text, "source", clause.Source);
        Add(text, "since", clause.Until is null ? $"{clause.Since}" : $"{clause.Since}, until {clause.Until}");
        Add(text, "level", Word(clause.Level));
        Add(text, "profile", clause.Profile);
        Add(
            text,
            "seen through",
            string.Join(", ", Classes.Where(c => clause.Observation.HasFlag(c.Class)).Select(static c => c.Words))
        );
        Add(
            text,
            "status",
            clause.Reason.Length == 0 ? Word(clause.Status) : $"{Word(clause.Status)}: {clause.Reason}"
        );
        foreach (ClauseRelation relation in clause.Relations)
        {
            Add(text, Word(relation.Kind), $"{catalogue.Find(relation.Other)}");
        }

        foreach (Clause other in catalogue.Pointing(clause.Id))
        {
            Add(text, "named by", $"{other}");
        }

        text.Append('\n');
        AddChecks(text, clause.Id);
        Add(text, "written in", string.Create(CultureInfo.InvariantCulture, $"{clause.File}:{clause.Line}"));
        return text.ToString();
    }

    /// <summary>Reads letters of observation classes.</summary>
    /// <param name="letters">The letters, in either case.</param>
    /// <exception cref="UsageException">One of them stands for no class.</exception>
    public static ObservationClasses ParseClasses(string letters)
    {
        ObservationClasses classes = ObservationClasses.None;
        foreach (char letter in letters.ToUpperInvariant())
        {
            int known = Array.FindIndex(Classes, entry => entry.Letter == letter);
            classes |=
                known < 0
                    ? throw new UsageException($"--class: there is no class '{letter}'; the letters are U, I, K and P")
                    : Classes[known].Class;
        }

        return classes;
    }

    /// <summary>The letters of observation classes.</summary>
    /// <param name="classes">The classes.</param>
    public static string Letters(ObservationClasses classes) =>
        string.Concat(Classes.Where(entry => classes.HasFlag(entry.Class)).Select(static entry => entry.Letter));

    /// <summary>The word of a status, as the clause files spell it.</summary>
    /// <param name="status">The status.</param>
    public static string Word(ClauseStatus status) =>
        status switch
        {
            ClauseStatus.Checked => "checked",
            ClauseStatus.Carried => "carried",
            ClauseStatus.Excused => "excused",
            _ => "not-yet",
        };

    /// <summary>The word of a level, as the clause files spell it.</summary>
    /// <param name="level">The level.</param>
    public static string Word(ClauseLevel level) =>
        level switch
        {
            ClauseLevel.Must => "must",
            ClauseLevel.Should => "should",
            _ => "alternative",
        };

    /// <summary>The word of a relation.</summary>
    /// <param name="kind">The relation.</param>
    public static string Word(RelationKind kind) =>
        kind switch
        {
            RelationKind.Refines => "refines",
            RelationKind.Succeeds => "succeeds",
            RelationKind.CarriedBy => "carried by",
            _ => "see",
        };

    private static void AddChecks(StringBuilder text, ClauseId id)
    {
        ClauseChecks checks = ClauseChecks.Of(id);
        Add(text, "the model", checks.IsInModel ? "judges it after every operation" : "does not judge it");
        if (ImageRules.Clauses.Contains(id))
        {
            Add(text, "the image", "is held against it at every jump, where the implementation shows it");
        }

        if (MemoryAccounts.Clauses.Contains(id))
        {
            Add(text, "the accounts", "of memory are held against it behind every program, where there are any");
        }

        string[] plantings = [.. PlantingCatalogue.All.Where(p => p.Clauses.Contains(id)).Select(static p => p.Id)];
        if (plantings.Length > 0)
        {
            Add(text, "plantings", Listed(plantings));
        }

        Add(text, "the corpus", Listed(checks.Corpus));
        Add(text, "mutants", Listed(checks.Mutants));
    }

    private static string Listed(IReadOnlyCollection<string> names) =>
        names.Count == 0 ? "none" : string.Join(", ", names);

    private static void Add(StringBuilder text, string label, string value)
    {
        string wrapped = Wrap(value, 2 + Indent, Width);
        text.Append("  ").Append(label.PadRight(Indent)).Append(wrapped.AsSpan(2 + Indent));
    }

    /// <summary>Breaks a text between words into indented lines that end with a line feed each.</summary>
    internal static string Wrap(string text, int indent, int width)
    {
        var wrapped = new StringBuilder();
        string margin = new(' ', indent);
        var line = new StringBuilder(margin);
        foreach (string word in text.Split(' ', '\n'))
        {
            if (line.Length > indent && line.Length + word.Length + 1 > width)
            {
                wrapped.Append(line).Append('\n');
                line.Clear().Append(margin);
            }

            line.Append(line.Length > indent ? " " : string.Empty).Append(word);
        }

        return wrapped.Append(line).Append('\n').ToString();
    }
}
