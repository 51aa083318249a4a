using System.CommandLine;
using LiveUpdate.Conformance.Benchmarks;
using LiveUpdate.Mutants;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf bench</c>: how fast the suite judges, and how that compares.</summary>
internal sealed class BenchCommand
{
    private const int BrokenImplementations = 12;

    private static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(1);

    private readonly Option<ulong> _seed = Options.Seed();
    private readonly Option<TimeSpan?> _time = new("--time", "-t")
    {
        Description = "Processor time of each measurement, after a warm-up as long; 1s unless given.",
        HelpName = "DURATION",
        CustomParser = Options.ParseDuration,
    };

    private readonly Option<bool> _large = new("--large")
    {
        Description = "Write and read the metadata of a file of 1 TiB (2^28 folios, 4 GiB on disk) instead of 64 GiB.",
    };

    private readonly Option<bool> _alone = new("--no-comparison") { Description = "Leave FsCheck out." };
    private readonly Option<ReportRequest[]> _report = ReportOption.Create("text", "json");
    private readonly CliEnvironment _environment;

    private BenchCommand(Command command, CliEnvironment environment)
    {
        _environment = environment;
        command.Add(_seed);
        command.Add(_time);
        command.Add(_alone);
        command.Add(_large);
        command.Add(_report);
        command.SetAction(parsed => (int)Run(parsed));
    }

    /// <summary>Makes the command.</summary>
    /// <param name="environment">The process around it.</param>
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command(
            "bench",
            "Measure the suite on one core against the reference, and FsCheck on the same model and reference."
        );
        _ = new BenchCommand(command, environment);
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var options = new BenchmarkOptions(
            new ReferenceImplementation { Features = Contract.Features.UserInterface },
            Broken(),
            parsed.GetValue(_time) ?? DefaultTime,
            parsed.GetValue(_seed),
            !parsed.GetValue(_alone)
        )
        {
            LargeFileFolios = parsed.GetValue(_large) ? 1UL << 28 : 1UL << 24,
        };
        BenchmarkResult result = BenchmarkSuite.Run(options, what => _environment.Error.WriteLine($"measuring {what}"));
        _environment.Error.WriteLine("measuring the wire");
        WireSpeed? wire = WireSpeed.Measure(parsed.GetValue(_time) ?? DefaultTime);
        new TextSink(parsed.GetValue(_report) ?? [], _environment).Write(
            json => BenchmarkReport.Write(json, result, wire),
            BenchmarkReport.Print(result, wire)
        );
        return ExitCode.Conformant;
    }

    /// <summary>Mutants spread over the catalogue, so that the measurement does not grow with it.</summary>
    private static (string Name, Func<Contract.IImplementation> Create)[] Broken()
    {
        int every = Math.Max(1, MutantCatalogue.All.Count() / BrokenImplementations);
        return
        [
            .. MutantCatalogue
                .All.Where((_, index) => index % every == 0)
                .Take(BrokenImplementations)
                .Select(static mutant => (mutant.Id, mutant.Create)),
        ];
    }
}
