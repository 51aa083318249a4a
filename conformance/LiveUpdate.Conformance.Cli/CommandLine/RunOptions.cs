using System.CommandLine;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>The options of every command that judges an implementation by the corpus and by random programs.</summary>
/// <param name="casesMeaning">What <c>--cases</c> means for the command.</param>
internal sealed class RunOptions(string casesMeaning)
{
    private readonly Option<ulong> _seed = Options.Seed();
    private readonly Option<long?> _cases = Options.Cases(casesMeaning);
    private readonly Option<int> _maxOperations = Options.MaxOperations();
    private readonly Option<ClauseFilter> _clause = Options.Clause();
    private readonly Option<int?> _workers = Options.Workers();
    private readonly Option<bool> _failFast = new("--fail-fast") { Description = "End with the first failure." };
    private readonly Option<string> _profile = Options.Profile();
    private readonly Option<DirectoryInfo> _out = Options.Out();
    private readonly Option<ReportRequest[]> _report = ReportOption.Create(ReportSink.Formats);
    private readonly Option<bool> _table = new("--table") { Description = "Print a row for each clause." };

    /// <summary>Adds the options to a command, with its own in between.</summary>
    /// <param name="command">The command.</param>
    /// <param name="length">How long to go on, where the command can be told.</param>
    /// <param name="programs">What programs run beside the random ones.</param>
    /// <param name="looks">What else is looked at.</param>
    /// <param name="last">What comes last.</param>
    public void AddTo(Command command, Option[] length, Option[] programs, Option[] looks, Option[] last)
    {
        Option[] options =
        [
            _seed,
            _cases,
            .. length,
            _maxOperations,
            _clause,
            _workers,
            _failFast,
            .. programs,
            _profile,
            _out,
            .. looks,
            _report,
            _table,
            .. last,
        ];
        foreach (Option option in options)
        {
            command.Add(option);
        }
    }

    /// <summary>The profile to judge against.</summary>
    public Profile Profile(ParseResult parsed) => Options.ProfileOf(_profile, parsed);

    /// <summary>How many random programs were asked for.</summary>
    public long? Cases(ParseResult parsed) => parsed.GetValue(_cases);

    /// <summary>The settings as far as these options say them.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="target">The implementation.</param>
    public CheckSettings Settings(ParseResult parsed, Target target)
    {
        string outDirectory = parsed.GetRequiredValue(_out).ToString();
        ClauseFilter clauses = parsed.GetRequiredValue(_clause);
        CaseJournal? journal = target.ProgramLimit is null ? null : new CaseJournal(outDirectory, TimeProvider.System);
        return new CheckSettings
        {
            Watch = journal is null ? null : new HangWatch(journal, target.ProgramLimit!.Value),
            Campaign = new CampaignOptions
            {
                Seed = parsed.GetValue(_seed),
                MaxOperations = parsed.GetValue(_maxOperations),
                Clauses = clauses,
                Workers = Options.WorkersOf(_workers, parsed),
                OutDirectory = outDirectory,
                Model = target.Model,
                Journal = journal,
                Stop = parsed.GetValue(_failFast) ? StopPolicy.FirstFailure : StopPolicy.KeepGoing,
            },
            Profile = target.Model.Profile.Name,
            Reports = parsed.GetValue(_report) ?? [],
            ShowTable = parsed.GetValue(_table) || !clauses.IsAll,
        };
    }
}
