using System.CommandLine;
using System.CommandLine.Parsing;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf faults</c>: lets each allocation fail in turn, and more, in the corpus and in random programs.</summary>
internal sealed class FaultsCommand
{
    private const long DefaultCases = 1000;

    private static readonly (string Word, FaultKinds Kind)[] Words =
    [
        ("alloc", FaultKinds.Alloc),
        ("copyout", FaultKinds.CopyOut),
        ("die", FaultKinds.Die),
        ("crash", FaultKinds.Crash),
        ("callback", FaultKinds.Callback),
        ("all", FaultKinds.All),
    ];

    private readonly Argument<string[]> _places = new("FILE|DIR")
    {
        Description = "Programs, or directories of them, instead of the built-in corpus and random programs.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<FaultKinds> _kinds = new("--kinds")
    {
        Description =
            "Which faults: alloc (an allocation of the kernel fails), copyout (an answer cannot be written), die (the agent dies), crash (the machine is reset), callback (a handler or an FLB fails); all unless given.",
        HelpName = "KIND[,KIND]",
        DefaultValueFactory = static _ => FaultKinds.All,
        CustomParser = ParseKinds,
    };

    private readonly Option<ulong> _seed = Options.Seed();
    private readonly Option<long?> _cases = Options.Cases(
        "How many random programs to run: 1000 unless given, none with programs of your own."
    );
    private readonly Option<int> _maxOperations = Options.MaxOperations();
    private readonly Option<ClauseFilter> _clause = Options.Clause();
    private readonly Option<int?> _workers = Options.Workers();
    private readonly Option<DirectoryInfo> _out = Options.Out();
    private readonly Option<ReportRequest[]> _report = ReportOption.Create(ReportSink.Formats);
    private readonly Option<string> _profile = Options.Profile();
    private readonly Option<bool> _failFast = new("--fail-fast") { Description = "End with the first failure." };
    private readonly Option<bool> _table = new("--table") { Description = "Print a row for each clause." };
    private readonly TargetOptions _target;
    private readonly CliEnvironment _environment;

    private FaultsCommand(Command command, CliEnvironment environment)
    {
        _environment = environment;
        command.Add(_places);
        _target = new TargetOptions(command);
        Option[] options =
        [
            _kinds,
            _seed,
            _cases,
            _maxOperations,
            _clause,
            _workers,
            _failFast,
            _profile,
            _out,
            _report,
            _table,
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
            "faults",
            "Let things fail one at a time, at every place where they can: every allocation, every answer, the agent, the machine."
        );
        _ = new FaultsCommand(command, environment);
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        using Target target = _target.Resolve(parsed, Options.ProfileOf(_profile, parsed));
        if (target.Implementation is IBatchImplementation)
        {
            throw new UsageException(
                "faults: each fault takes a machine of its own, which takes too long with kernels in virtual machines"
            );
        }

        return new CheckRun(Settings(parsed, target), target, _environment).Execute();
    }

    private CheckSettings Settings(ParseResult parsed, Target target)
    {
        string[] places = parsed.GetValue(_places) ?? [];
        string outDirectory = parsed.GetRequiredValue(_out).ToString();
        return new CheckSettings
        {
            Campaign = new CampaignOptions
            {
                Seed = parsed.GetValue(_seed),
                Cases = parsed.GetValue(_cases) ?? (places.Length > 0 ? 0 : DefaultCases),
                MaxOperations = parsed.GetValue(_maxOperations),
                Clauses = parsed.GetRequiredValue(_clause),
                Workers = Options.WorkersOf(_workers, parsed),
                Corpus = places.Length == 0 ? BuiltInCorpus.Load(target.Model.Profile) : [.. places.SelectMany(Load)],
                OutDirectory = outDirectory,
                Model = target.Model,
                Journal = target.CanEndThisProcess ? new CaseJournal(outDirectory) : null,
                Stop = parsed.GetValue(_failFast) ? StopPolicy.FirstFailure : StopPolicy.KeepGoing,
                Faults = parsed.GetValue(_kinds),
                Plantings = [],
            },
            Profile = parsed.GetRequiredValue(_profile),
            Reports = parsed.GetValue(_report) ?? [],
            ShowTable = parsed.GetValue(_table) || !parsed.GetRequiredValue(_clause).IsAll,
        };
    }

    private static IEnumerable<CorpusProgram> Load(string place) =>
        Directory.Exists(place) ? BuiltInCorpus.Load(place) : [new CorpusProgram(place, ProgramFile.Read(place))];

    private static FaultKinds ParseKinds(ArgumentResult result)
    {
        FaultKinds kinds = FaultKinds.None;
        foreach (string word in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries))
        {
            int known = Array.FindIndex(Words, w => w.Word == word);
            if (known < 0)
            {
                string[] words = [.. Words.Select(static w => w.Word)];
                result.AddError(
                    $"--kinds: there is no kind '{word}'; {Nearest.Hint(word, words)}choose some of {string.Join(", ", words)}"
                );
                return FaultKinds.None;
            }

            kinds |= Words[known].Kind;
        }

        return kinds;
    }
}
