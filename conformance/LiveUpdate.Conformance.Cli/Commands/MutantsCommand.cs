using System.CommandLine;
using System.Text.Json;
using LiveUpdate.Mutants;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf mutants</c>: the suite against every implementation with a known bug.</summary>
internal sealed class MutantsCommand
{
    private const long DefaultCases = 2000;

    private readonly Argument<string?> _pattern = new("ID")
    {
        Description = "A mutant, or a pattern such as 'session-*'. Without it all run.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _list = new("--list") { Description = "Only say what mutants there are." };
    private readonly Option<bool> _asInVm = new("--as-in-vm")
    {
        Description = "Show of each only what a kernel in a virtual machine shows, and run as many programs as there.",
    };

    private readonly Option<ulong> _seed = Options.Seed();
    private readonly Option<int> _seeds = new("--seeds")
    {
        Description = "Hunt from that many seeds, and say which mutants give the same minimal program from each.",
        HelpName = "N",
        DefaultValueFactory = static _ => 1,
    };

    private readonly Option<long?> _cases = Options.Cases(
        $"How many random programs each may take; {DefaultCases} unless given."
    );
    private readonly Option<int?> _workers = Options.Workers();
    private readonly Option<ReportRequest[]> _report = ReportOption.Create("text", "json");
    private readonly CliEnvironment _environment;

    private MutantsCommand(Command command, CliEnvironment environment)
    {
        _environment = environment;
        command.Add(_pattern);
        command.Add(_list);
        command.Add(_asInVm);
        command.Add(_seed);
        _seeds.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > 1000)
            {
                result.AddError("--seeds takes 1 to 1000");
            }
        });
        command.Add(_seeds);
        command.Add(_cases);
        command.Add(_workers);
        command.Add(_report);
        command.SetAction(parsed => (int)Run(parsed));
    }

    /// <summary>Makes the command.</summary>
    /// <param name="environment">The process around it.</param>
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command(
            "mutants",
            "Prove the suite's teeth: each implementation with a known bug must fail by a clause that names the bug."
        );
        _ = new MutantsCommand(command, environment);
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        Mutant[] mutants = Choose(parsed.GetValue(_pattern));
        var sink = new TextSink(parsed.GetValue(_report) ?? [], _environment);
        if (parsed.GetValue(_list))
        {
            sink.Write(json => WriteList(json, mutants), KillTable.List(mutants));
            return ExitCode.Conformant;
        }

        bool asInVm = parsed.GetValue(_asInVm);
        if (asInVm)
        {
            mutants = ShownInVm(mutants);
        }

        int workers = Options.WorkersOf(_workers, parsed);
        long cases = parsed.GetValue(_cases) ?? (asInVm ? CheckCommand.DefaultCasesOfKernel : DefaultCases);
        MutantHunt[] hunts =
        [
            .. Enumerable
                .Range(0, parsed.GetValue(_seeds))
                .Select(number => new MutantHunt(parsed.GetValue(_seed) + (ulong)number, cases, asInVm)),
        ];
        Kill[][] kills = [.. hunts.Select(hunt => hunt.Run(mutants, workers, _environment.Cancellation))];
        if (hunts.Length == 1)
        {
            sink.Write(json => KillTable.Write(json, hunts[0], kills[0]), KillTable.Print(hunts[0], kills[0]));
        }
        else
        {
            sink.Write(json => SeedTable.Write(json, hunts, kills), SeedTable.Print(hunts, kills));
        }

        return Array.TrueForAll(kills, static hunt => Array.TrueForAll(hunt, static kill => kill.IsRight))
            ? ExitCode.Conformant
            : ExitCode.Broken;
    }

    private static Mutant[] Choose(string? pattern)
    {
        ClauseFilter filter = pattern is null ? ClauseFilter.All : ClauseFilter.Parse(pattern);
        Mutant[] chosen = [.. MutantCatalogue.All.Where(mutant => filter.Includes(mutant.Id))];
        return chosen.Length > 0 ? chosen : [TargetOptions.FindMutant(pattern!)];
    }

    /// <summary>The mutants of which some clause can be observed in a virtual machine.</summary>
    private static Mutant[] ShownInVm(Mutant[] mutants)
    {
        ClauseCatalogue catalogue = ClauseCatalogue.Load();
        HashSet<string> shown = new(
            catalogue
                .Clauses.Where(static c => c.IsObservableThrough(AsInVm.Shown))
                .Select(static c => c.Id.ToString()),
            StringComparer.Ordinal
        );
        return [.. mutants.Where(mutant => mutant.Breaks.Any(clause => shown.Contains(clause.ToString())))];
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable<Mutant> mutants)
    {
        json.WriteStartArray("mutants");
        foreach (Mutant mutant in mutants)
        {
            json.WriteStartObject();
            json.WriteString("id", mutant.Id);
            json.WriteString("title", mutant.Title);
            json.WriteString("history", mutant.History);
            json.WriteStartArray("breaks");
            foreach (Contract.ClauseId clause in mutant.Breaks)
            {
                json.WriteStringValue(clause.ToString());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
