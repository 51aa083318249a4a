using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>What an implementation is known to do differently: a file of <c>conformance/known</c>.</summary>
public sealed class KnownDeviations
{
    private static readonly TimeSpan RegexLimit = TimeSpan.FromSeconds(1);

    private KnownDeviations(ImmutableArray<KnownDeviation> all) => All = all;

    /// <summary>Nothing is known.</summary>
    public static KnownDeviations None { get; } = new([]);

    /// <summary>The deviations, in the order of the file.</summary>
    public ImmutableArray<KnownDeviation> All { get; }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="text">Its text.</param>
    /// <param name="catalogue">The clauses that there are.</param>
    /// <param name="known">The deviations.</param>
    /// <param name="error">The first thing that is wrong.</param>
    /// <returns>Whether the text is such a file.</returns>
    public static bool TryRead(
        string file,
        string text,
        ClauseCatalogue catalogue,
        [NotNullWhen(true)] out KnownDeviations? known,
        [NotNullWhen(false)] out TextError? error
    )
    {
        known = null;
        if (!YamlText.TryRead(file, text, out YamlValue? document, out error))
        {
            return false;
        }

        var errors = new List<TextError>();
        ImmutableArray<KnownDeviation> all = [];
        if (document is YamlValue.Map map)
        {
            var fields = new YamlFields(file, map, errors);
            all = new Reader(file, catalogue, errors).ReadAll(fields);
        }
        else
        {
            errors.Add(
                new TextError(file, document.Line, document.Column, "the file begins with 'deviations:'; add it")
            );
        }

        error = errors.FirstOrDefault();
        known = error is null ? new KnownDeviations(all) : null;
        return error is null;
    }

    /// <summary>The deviation that a violation is, or <see langword="null"/>.</summary>
    /// <param name="violation">The violation.</param>
    public KnownDeviation? Find(Violation violation)
    {
        foreach (KnownDeviation deviation in All)
        {
            if (deviation.Explains(violation))
            {
                return deviation;
            }
        }

        return null;
    }

    private sealed class Reader(string file, ClauseCatalogue catalogue, List<TextError> errors)
    {
        public ImmutableArray<KnownDeviation> ReadAll(YamlFields fields)
        {
            YamlValue? list = fields.Required("deviations", "and a list");
            fields.Finish();
            var all = ImmutableArray.CreateBuilder<KnownDeviation>();
            foreach (YamlValue item in Items(fields, list))
            {
                if (item is YamlValue.Map map)
                {
                    all.Add(ReadOne(new YamlFields(file, map, errors)));
                }
                else
                {
                    fields.Complain(item, "a deviation is a mapping; begin it with 'id:'");
                }
            }

            return all.ToImmutable();
        }

        private static ImmutableArray<YamlValue> Items(YamlFields fields, YamlValue? list)
        {
            if (list is YamlValue.List items)
            {
                return items.Items;
            }

            if (list is not null)
            {
                fields.Complain(list, "this is not a list; write '- ' before each entry");
            }

            return [];
        }

        private KnownDeviation ReadOne(YamlFields fields)
        {
            string id = fields.Text("id", "NAME").Text;
            YamlValue? shows = fields.Required("shows", "and a list of clause and line");
            Regex when = Pattern(fields, fields.OptionalText("when", "REGEX"));
            Program program = ReadProgram(fields, fields.Text("program", "a program"));
            string expected = fields.Text("expected", "TEXT").Text;
            string happened = fields.Text("happened", "TEXT").Text;
            string why = fields.Text("why", "TEXT").Text;
            string since = fields.Text("since", "VERSIONS").Text;
            string link = fields.OptionalText("link", "ADDRESS")?.Text ?? string.Empty;
            fields.Finish();
            string reason = $"expected: {expected.Trim()} happened: {happened.Trim()} {why.Trim()}";
            return new KnownDeviation(id, ReadSigns(fields, shows), when, program, reason, since, link);
        }

        private ImmutableArray<DeviationSign> ReadSigns(YamlFields fields, YamlValue? shows)
        {
            var signs = ImmutableArray.CreateBuilder<DeviationSign>();
            foreach (YamlValue item in Items(fields, shows))
            {
                if (item is not YamlValue.Map map)
                {
                    fields.Complain(item, "a sign is a mapping of 'clause' and 'line'");
                    continue;
                }

                var entries = new YamlFields(file, map, errors);
                YamlValue.Scalar? clause = entries.OptionalText("clause", "ID");
                Regex line = Pattern(entries, entries.Text("line", "REGEX"));
                entries.Finish();
                ClauseId id = clause is null ? ClauseId.None : ClauseId.Of(clause.Text);
                if (clause is not null && catalogue.Find(id) is null)
                {
                    entries.Complain(clause, $"there is no clause '{clause.Text}'; 'luoconf spec' lists all");
                }

                signs.Add(new DeviationSign(id, line));
            }

            return signs.ToImmutable();
        }

        private Program ReadProgram(YamlFields fields, YamlValue.Scalar text)
        {
            if (ProgramText.TryParse(text.Text, file, out Program? program, out TextError? wrong))
            {
                return program;
            }

            fields.Complain(text, $"line {wrong.Line}, column {wrong.Column} of the program: {wrong.Message}");
            return Program.Of([]);
        }

        private static Regex Pattern(YamlFields fields, YamlValue.Scalar? text)
        {
            try
            {
                return new Regex(
                    text?.Text ?? string.Empty,
                    RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
                    RegexLimit
                );
            }
            catch (RegexParseException wrong)
            {
                fields.Complain(text!, $"this is not a regular expression: {wrong.Message}; mend it");
                return new Regex("$^", RegexOptions.ExplicitCapture, RegexLimit);
            }
        }
    }
}
