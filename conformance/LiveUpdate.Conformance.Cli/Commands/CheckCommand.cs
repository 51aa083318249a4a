using System.CommandLine;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf check</c>: judges an implementation by the corpus and by random programs.</summary>
internal sealed class CheckCommand
{
    /// <summary>How many random programs a kernel gets unless told otherwise.</summary>
    public const long DefaultCasesOfKernel = 1000;

    private static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(10);

    private readonly Option<ulong> _seed = Options.Seed();
    private readonly Option<long?> _cases = Options.Cases("How many random programs to run.");
    private readonly Option<TimeSpan?> _time = Options.Time();
    private readonly Option<int> _maxOperations = Options.MaxOperations();
    private readonly Option<ClauseFilter> _clause = Options.Clause();
    private readonly Option<int?> _workers = Options.Workers();
    private readonly Option<DirectoryInfo> _out = Options.Out();
    private readonly Option<ReportRequest[]> _report = ReportOption.Create(ReportSink.Formats);
    private readonly Option<string> _profile = Options.Profile();
    private readonly Option<bool> _failFast = new("--fail-fast") { Description = "End with the first failure." };
    private readonly Option<bool> _table = new("--table") { Description = "Print a row for each clause." };
    private readonly Option<FileInfo?> _known = new("--known")
    {
        Description = "Deviations that are known, as in conformance/known: they do not fail the run; their end does.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _corpus = new("--corpus")
    {
        Description = "Programs to run first: a directory of *.luo files, or 'none'. Without it the built-in corpus.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _saveImage = new("--save-image")
    {
        Description = "Keep the handover images of failing cases, as ELF cores for 'luoconf image'.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _planted = new("--planted")
    {
        Description =
            "Change images of --kernel on purpose too, see 'luoconf plant': each costs a boot. The reference always does.",
    };

    private readonly Option<bool> _selfCheck = new("--self-check")
    {
        Description =
            "Test the suite: print the table, and end with 70 when a clause that it checks was not exercised.",
    };

    private readonly TargetOptions _target;
    private readonly CliEnvironment _environment;

    private CheckCommand(Command command, CliEnvironment environment)
    {
        _environment = environment;
        _target = new TargetOptions(command);
        Option[] options =
        [
            _seed,
            _cases,
            _time,
            _maxOperations,
            _clause,
            _workers,
            _failFast,
            _corpus,
            _known,
            _profile,
            _out,
            _saveImage,
            _planted,
            _report,
            _table,
            _selfCheck,
        ];
        foreach (Option option in options)
        {
            command.Add(option);
        }

        command.SetAction(parsed => (int)Run(parsed));
    }

    /// <summary>Makes the command.</summary>
    /// <param name="environment">The process around it.</param>
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command(
            "check",
            "Judge an implementation, the built-in reference unless another is named, for ten seconds unless told otherwise."
        );
        _ = new CheckCommand(command, environment);
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        using Target target = _target.Resolve(parsed, Options.ProfileOf(_profile, parsed));
        return new CheckRun(Settings(parsed, target), target, _environment).Execute();
    }

    private CheckSettings Settings(ParseResult parsed, Target target)
    {
        long? cases = parsed.GetValue(_cases);
        TimeSpan? time = parsed.GetValue(_time);
        bool isKernel = target.Implementation is IBatchImplementation;
        if (cases is null && time is null)
        {
            // A machine is dear to start and an operation cheap: a number says more there than a time.
            cases = isKernel ? DefaultCasesOfKernel : null;
            time = isKernel ? null : DefaultTime;
        }

        string outDirectory = parsed.GetRequiredValue(_out).ToString();
        return new CheckSettings
        {
            Campaign = new CampaignOptions
            {
                Seed = parsed.GetValue(_seed),
                Cases = cases ?? long.MaxValue,
                TimeLimit = time,
                Known = KnownFile.Read(parsed.GetValue(_known)?.ToString()),
                MaxOperations = parsed.GetValue(_maxOperations),
                Clauses = parsed.GetRequiredValue(_clause),
                Workers = Options.WorkersOf(_workers, parsed),
                Corpus = Corpus(parsed.GetValue(_corpus), target.Model.Profile),
                OutDirectory = outDirectory,
                Model = target.Model,
                ImageJudge = target.ImageJudge,
                Plantings = target.PlantsByDefault || parsed.GetValue(_planted) ? PlantingCatalogue.All : [],
                Journal = target.CanEndThisProcess ? new CaseJournal(outDirectory) : null,
                Stop = parsed.GetValue(_failFast) ? StopPolicy.FirstFailure : StopPolicy.KeepGoing,
            },
            Profile = target.Model.Profile.Name,
            ImageDirectory = parsed.GetValue(_saveImage),
            Reports = parsed.GetValue(_report) ?? [],
            SelfCheck = parsed.GetValue(_selfCheck),
            ShowTable = parsed.GetValue(_table) || !parsed.GetRequiredValue(_clause).IsAll,
        };
    }

    private static IReadOnlyList<CorpusProgram> Corpus(string? choice, Profile profile) =>
        choice switch
        {
            null => BuiltInCorpus.Load(profile),
            "none" => [],
            _ => BuiltInCorpus.Load(choice),
        };
}
