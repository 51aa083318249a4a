using System.CommandLine;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf check</c>: judges an implementation by the corpus and by random programs.</summary>
internal sealed class CheckCommand
{
    /// <summary>How many random programs a kernel gets unless told otherwise.</summary>
    public const long DefaultCasesOfKernel = 1000;

    private static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(10);

    private readonly RunOptions _run = new("How many random programs to run.");
    private readonly Option<TimeSpan?> _time = Options.Time();
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
        _run.AddTo(command, [_time], [_corpus, _known], [_saveImage, _planted], [_selfCheck]);
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
        using Target target = _target.Resolve(parsed, _run.Profile(parsed));
        return new CheckRun(Settings(parsed, target), target, _environment).Execute();
    }

    private CheckSettings Settings(ParseResult parsed, Target target)
    {
        long? cases = _run.Cases(parsed);
        TimeSpan? time = parsed.GetValue(_time);
        bool isKernel = target.Implementation is IBatchImplementation;
        if (cases is null && time is null)
        {
            // A machine is dear to start and an operation cheap: a number says more there than a time.
            cases = isKernel ? DefaultCasesOfKernel : null;
            time = isKernel ? null : DefaultTime;
        }

        CheckSettings settings = _run.Settings(parsed, target);
        return settings with
        {
            Campaign = settings.Campaign with
            {
                Cases = cases ?? long.MaxValue,
                TimeLimit = time,
                Known = KnownFile.Read(parsed.GetValue(_known)?.ToString()),
                Corpus = Corpus(parsed.GetValue(_corpus), target.Model.Profile),
                ImageJudge = target.ImageJudge,
                Plantings = target.PlantsByDefault || parsed.GetValue(_planted) ? PlantingCatalogue.All : [],
            },
            ImageDirectory = parsed.GetValue(_saveImage),
            SelfCheck = parsed.GetValue(_selfCheck),
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
