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
            "Which faults: alloc (an allocation of the kernel fails), copyout (an answer cannot be written), die (the agent dies), crash (the machine is reset), callback (a handler, an FLB or a notifier fails); all unless given.",
        HelpName = "KIND[,KIND]",
        DefaultValueFactory = static _ => FaultKinds.All,
        CustomParser = ParseKinds,
    };

    private readonly RunOptions _run = new(
        "How many random programs to run: 1000 unless given, none with programs of your own."
    );
    private readonly TargetOptions _target;
    private readonly CliEnvironment _environment;

    private FaultsCommand(Command command, CliEnvironment environment)
    {
        _environment = environment;
        command.Add(_places);
        _target = new TargetOptions(command);
        command.Add(_kinds);
        _run.AddTo(command, [], [], [], []);
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
        using Target target = _target.Resolve(parsed, _run.Profile(parsed));
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
        // The argument takes whatever stands behind --, too.
        string[] places = (parsed.GetValue(_places) ?? [])[..^TargetOptions.BehindDashes(parsed).Length];
        CheckSettings settings = _run.Settings(parsed, target);
        return settings with
        {
            Campaign = settings.Campaign with
            {
                Cases = _run.Cases(parsed) ?? (places.Length > 0 ? 0 : DefaultCases),
                Corpus = places.Length == 0 ? BuiltInCorpus.Load(target.Model.Profile) : [.. places.SelectMany(Load)],
                Faults = parsed.GetValue(_kinds),
                Plantings = [],
            },
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
