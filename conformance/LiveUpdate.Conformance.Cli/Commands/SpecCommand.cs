using System.CommandLine;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf spec [ID]</c>: lists the clauses of the contract, or explains one.</summary>
internal sealed class SpecCommand
{
    private readonly Argument<string?> _pattern = new("ID")
    {
        Description = "A clause such as LUO-SESS-07, or a pattern such as 'MEMFD-*'. Without it all are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _class = new("--class")
    {
        Description =
            "Only clauses that can be seen so: U user interface, I handover image, K in-kernel interface, P planted image or fault.",
        HelpName = "LETTERS",
    };

    private readonly Option<string?> _status = new("--status") { Description = "Only clauses of this status." };
    private readonly Option<string?> _profile = new("--profile", "-p")
    {
        Description = "Only clauses that bind under this profile, behind what makes it different.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _profiles = new("--profiles")
    {
        Description = "Show the profiles, and the clauses that tell each from each other.",
    };

    private readonly Option<ReportRequest[]> _report = ReportOption.Create("text", "json");
    private readonly CliEnvironment _environment;

    private SpecCommand(Command command, CliEnvironment environment)
    {
        _environment = environment;
        _status.AcceptOnlyFromAmong("checked", "carried", "not-yet", "excused");
        command.Add(_pattern);
        command.Add(_class);
        command.Add(_status);
        _profile.AcceptOnlyFromAmong([.. ProfileCatalogue.BuiltIn.Profiles.Select(static profile => profile.Name)]);
        command.Add(_profile);
        command.Add(_profiles);
        command.Add(_report);
        command.SetAction(parsed => (int)Run(parsed));
    }

    /// <summary>Makes the command.</summary>
    /// <param name="environment">The process around it.</param>
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("spec", "List the clauses of the contract, or explain one of them.");
        _ = new SpecCommand(command, environment);
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        if (parsed.GetValue(_profiles))
        {
            new TextSink(parsed.GetValue(_report) ?? [], _environment).Write(
                json => ProfileText.Write(json, ProfileCatalogue.BuiltIn),
                ProfileText.Table(ProfileCatalogue.BuiltIn)
            );
            return ExitCode.Conformant;
        }

        ClauseCatalogue catalogue = ClauseCatalogue.Load();
        ProfileDescription? profile = ProfileOf(parsed);
        string? pattern = parsed.GetValue(_pattern);
        Clause? single = pattern is null ? null : catalogue.Find(ClauseId.Of(pattern.ToUpperInvariant()));
        Clause[] chosen = single is null ? Choose(catalogue, pattern, parsed) : [single];
        var sink = new TextSink(parsed.GetValue(_report) ?? [], _environment);
        sink.Write(
            json => ClauseJson.Write(json, chosen),
            single is not null ? ClauseText.Explain(single, catalogue)
                : profile is null ? ClauseText.List(chosen)
                : ProfileText.Explain(profile) + ClauseText.List(chosen)
        );
        return ExitCode.Conformant;
    }

    private ProfileDescription? ProfileOf(ParseResult parsed) =>
        parsed.GetValue(_profile) is { } name ? ProfileCatalogue.BuiltIn.Find(name) : null;

    private Clause[] Choose(ClauseCatalogue catalogue, string? pattern, ParseResult parsed)
    {
        ClauseFilter filter = pattern is null ? ClauseFilter.All : ClauseFilter.Parse(pattern);
        ObservationClasses classes = ClauseText.ParseClasses(parsed.GetValue(_class) ?? "UIKP");
        string? status = parsed.GetValue(_status);
        ProfileDescription? profile = ProfileOf(parsed);
        Clause[] matching = [.. catalogue.Clauses.Where(clause => filter.Includes(clause.Id))];
        if (matching.Length == 0)
        {
            string hint = Nearest.Hint(pattern!, catalogue.Clauses.Select(static clause => clause.Id.ToString()));
            throw new UsageException($"there is no clause '{pattern}'; {hint}'luoconf spec' lists all");
        }

        return
        [
            .. matching
                .Where(clause => clause.IsObservableThrough(classes))
                .Where(clause => profile is null || profile.Binds(clause))
                .Where(clause => status is null || ClauseText.Word(clause.Status) == status),
        ];
    }
}
