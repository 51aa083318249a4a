using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Reads one clause file; what needs the other files too is checked by the catalogue.</summary>
internal sealed partial class ClauseFile
{
    private static readonly Dictionary<string, ClauseLevel> Levels = new Dictionary<string, ClauseLevel>(
        StringComparer.Ordinal
    )
    {
        ["must"] = ClauseLevel.Must,
        ["should"] = ClauseLevel.Should,
        ["alternative"] = ClauseLevel.Alternative,
    };

    private static readonly Dictionary<string, ClauseStatus> Statuses = new Dictionary<string, ClauseStatus>(
        StringComparer.Ordinal
    )
    {
        ["checked"] = ClauseStatus.Checked,
        ["carried"] = ClauseStatus.Carried,
        ["not-yet"] = ClauseStatus.NotYet,
        ["excused"] = ClauseStatus.Excused,
    };

    private static readonly Dictionary<string, ObservationClasses> Classes = new Dictionary<string, ObservationClasses>(
        StringComparer.Ordinal
    )
    {
        ["U"] = ObservationClasses.UserInterface,
        ["I"] = ObservationClasses.Image,
        ["K"] = ObservationClasses.Kernel,
        ["P"] = ObservationClasses.Planted,
    };

    private static readonly Dictionary<string, RelationKind> Relations = new Dictionary<string, RelationKind>(
        StringComparer.Ordinal
    )
    {
        ["refines"] = RelationKind.Refines,
        ["succeeds"] = RelationKind.Succeeds,
        ["see"] = RelationKind.See,
        ["carried-by"] = RelationKind.CarriedBy,
    };

    private readonly string _file;
    private readonly List<TextError> _errors;
    private readonly List<(ClauseId From, ClauseId To, YamlValue At)> _links = [];

    private ClauseFile(string file, List<TextError> errors)
    {
        _file = file;
        _errors = errors;
    }

    /// <summary>The file's name.</summary>
    public string Name => _file;

    /// <summary>The clauses, in the order of the file.</summary>
    public ImmutableArray<Clause> Clauses { get; private set; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="text">Its text.</param>
    /// <param name="errors">Where complaints go.</param>
    public static ClauseFile Read(string file, string text, List<TextError> errors)
    {
        var read = new ClauseFile(file, errors);
        if (!YamlText.TryRead(file, text, out YamlValue? document, out TextError? error))
        {
            errors.Add(error);
        }
        else if (document is YamlValue.Map map)
        {
            read.ReadDocument(new YamlFields(file, map, errors));
        }
        else
        {
            errors.Add(
                new TextError(file, document.Line, document.Column, "a clause file begins with 'title:'; add it")
            );
        }

        return read;
    }

    /// <summary>Complains about relations to clauses that are in no file.</summary>
    /// <param name="known">All clauses.</param>
    public void CheckLinks(IReadOnlySet<ClauseId> known)
    {
        foreach ((ClauseId from, ClauseId to, YamlValue at) in _links)
        {
            if (!known.Contains(to))
            {
                Complain(at, $"there is no clause {to}; name one that exists or leave the relation out");
            }
            else if (from == to)
            {
                Complain(at, $"{to} stands in relation to itself; leave it out");
            }
        }
    }

    [GeneratedRegex(@"^(?:[A-Z]{2,8}(?:-[A-Z]{2,8})?-\d{2}|D[1-9]\.[1-9]\d?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WellFormedId { get; }

    private void ReadDocument(YamlFields fields)
    {
        fields.Text("title", "TEXT");
        YamlValue? clauses = fields.Required("clauses", "and a list of clauses");
        fields.Finish();
        if (clauses is not YamlValue.List list)
        {
            if (clauses is not null)
            {
                Complain(clauses, "'clauses' is not a list; begin each clause with '- id:'");
            }

            return;
        }

        var read = ImmutableArray.CreateBuilder<Clause>();
        foreach (YamlValue item in list.Items)
        {
            if (item is YamlValue.Map map)
            {
                read.Add(ReadClause(map));
            }
            else
            {
                Complain(item, "this is not a clause; begin each with '- id:'");
            }
        }

        Clauses = read.ToImmutable();
    }

    private Clause ReadClause(YamlValue.Map map)
    {
        var fields = new YamlFields(_file, map, _errors);
        YamlValue.Scalar idText = fields.Text("id", "AREA-NN");
        ClauseId id = ReadId(idText);
        YamlValue.Scalar statement = fields.Text("statement", "one sentence with MUST, SHOULD or MAY");
        YamlValue.Scalar levelText = fields.Text("level", "must, should or alternative");
        ClauseLevel level = fields.Choice(levelText, "level", Levels);
        CheckStatement(statement, level);
        KernelVersion since = ReadVersion(fields.Text("since", "\"7.2\""));
        ClauseStatus status = fields.Choice(
            fields.Text("status", "checked, carried, not-yet or excused"),
            "status",
            Statuses
        );
        var clause = new Clause(
            id,
            fields.Text("name", "a few words").Text,
            statement.Text,
            level,
            ReadObservation(fields),
            fields.Text("source", "the kernel function or document").Text,
            since,
            ReadUntil(fields, since),
            ReadProfile(fields),
            ReadRelations(fields, id),
            fields.Text("why", "one or two sentences").Text,
            status,
            ReadReason(fields, map, status),
            _file,
            idText.Line
        );
        fields.Finish();
        CheckProfile(clause, levelText);
        if (status == ClauseStatus.Carried && !clause.Carriers.Any())
        {
            Complain(
                map,
                "a carried clause names those that are checked in its place; add carried-by: [ID] or refines: [ID]"
            );
        }

        return clause;
    }

    private ClauseId ReadId(YamlValue.Scalar text)
    {
        if (text.Text.Length == 0)
        {
            return ClauseId.None;
        }

        if (!WellFormedId.IsMatch(text.Text))
        {
            string shown = text.Text.Length > 40 ? text.Text[..40] : text.Text;
            Complain(text, $"'{shown}' is not a clause id; write AREA-NN such as LUO-SESS-07, or D3.8");
            return ClauseId.None;
        }

        return ClauseId.Of(text.Text);
    }

    private void CheckStatement(YamlValue.Scalar statement, ClauseLevel level)
    {
        string word = level switch
        {
            ClauseLevel.Must => "MUST",
            ClauseLevel.Should => "SHOULD",
            _ => "MAY",
        };
        if (statement.Text.Length > 0 && !statement.Text.Contains(word, StringComparison.Ordinal))
        {
            Complain(statement, $"the statement does not say {word}, as its level asks; say it or change the level");
        }
    }

    private KernelVersion ReadVersion(YamlValue.Scalar text)
    {
        if (!KernelVersion.TryParse(text.Text, out KernelVersion version) && text.Text.Length > 0)
        {
            Complain(text, $"'{text.Text}' is not a kernel version; write two numbers such as \"7.2\"");
        }

        return version;
    }

    private KernelVersion? ReadUntil(YamlFields fields, KernelVersion since)
    {
        YamlValue.Scalar? text = fields.OptionalText("until", "\"7.1\"");
        if (text is null)
        {
            return null;
        }

        KernelVersion until = ReadVersion(text);
        if (until < since)
        {
            Complain(text, $"until {until} is before since {since}; swap them");
        }

        return until;
    }

    private string ReadProfile(YamlFields fields)
    {
        YamlValue.Scalar text = fields.Text("profile", ClauseCatalogue.LinuxProfile);
        if (text.Text.Length > 0 && !ClauseCatalogue.Profiles.Contains(text.Text))
        {
            string known = string.Join(", ", ClauseCatalogue.Profiles);
            Complain(text, $"'{text.Text}' is not a profile; use one of {known}");
        }

        return text.Text;
    }

    private void CheckProfile(Clause clause, YamlValue.Scalar level)
    {
        bool alternative = clause.Level == ClauseLevel.Alternative;
        if (clause.Profile.Length > 0 && alternative == (clause.Profile == ClauseCatalogue.LinuxProfile))
        {
            Complain(level, "level alternative and a profile other than linux go together; mend one of them");
        }
    }

    private ObservationClasses ReadObservation(YamlFields fields)
    {
        const string Form = "[U], or several of U, I, K, P";
        YamlValue? value = fields.Required("observation", Form);
        ObservationClasses all = ObservationClasses.None;
        foreach (YamlValue.Scalar letter in fields.Texts(value, "observation", Form))
        {
            ObservationClasses one = fields.Choice(letter, "observation", Classes);
            if ((all & one) != ObservationClasses.None)
            {
                Complain(letter, $"'{letter.Text}' is given twice; leave one of them out");
            }

            all |= one;
        }

        if (value is YamlValue.List { Items.IsEmpty: true })
        {
            Complain(value, $"a clause can be observed somehow; write observation: {Form}");
        }

        return all;
    }

    private ImmutableArray<ClauseRelation> ReadRelations(YamlFields fields, ClauseId from)
    {
        const string Form = "{see: [LUO-SESS-07]}";
        YamlValue? value = fields.Optional("relations");
        if (value is not YamlValue.Map map)
        {
            if (value is not null)
            {
                Complain(value, $"relations is not a mapping; write relations: {Form}");
            }

            return [];
        }

        var relations = ImmutableArray.CreateBuilder<ClauseRelation>();
        foreach ((YamlValue.Scalar key, YamlValue others) in map.Entries)
        {
            RelationKind kind = fields.Choice(key, "relations", Relations);
            foreach (YamlValue.Scalar other in fields.Texts(others, key.Text, "a list of clause ids"))
            {
                ClauseId id = ReadId(other);
                if (id != ClauseId.None)
                {
                    relations.Add(new ClauseRelation(kind, id));
                    _links.Add((from, id, other));
                }
            }
        }

        return relations.ToImmutable();
    }

    private string ReadReason(YamlFields fields, YamlValue.Map map, ClauseStatus status)
    {
        YamlValue.Scalar? reason = fields.OptionalText("reason", "one sentence");
        bool wanted = status is ClauseStatus.NotYet or ClauseStatus.Excused;
        if (wanted && reason is null)
        {
            Complain(map, "'reason:' is missing; say why the clause is not checked");
        }
        else if (!wanted && reason is not null)
        {
            Complain(reason, "a reason stands beside not-yet and excused only; leave it out");
        }

        return reason?.Text ?? string.Empty;
    }

    private void Complain(YamlValue at, string message) =>
        _errors.Add(new TextError(_file, at.Line, at.Column, message));
}
