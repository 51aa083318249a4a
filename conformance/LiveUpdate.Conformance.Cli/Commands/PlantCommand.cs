using System.CommandLine;
using System.Globalization;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf plant</c>: changes handover images on purpose, and compares what the next kernel does with the clauses.</summary>
internal sealed class PlantCommand
{
    private readonly Option<string[]> _id = new("--id")
    {
        Description = "Only this planting; can be given again. Without it all.",
        HelpName = "ID",
    };

    private readonly Option<bool> _list = new("--list") { Description = "Only show what there is." };
    private readonly Option<string> _profile = Options.Profile();
    private readonly TargetOptions _target;
    private readonly CliEnvironment _environment;

    private PlantCommand(Command command, CliEnvironment environment)
    {
        _environment = environment;
        _target = new TargetOptions(command);
        _id.CompletionSources.Add(static _ =>
            PlantingCatalogue.All.Select(static p => new System.CommandLine.Completions.CompletionItem(p.Id))
        );
        command.Add(_id);
        command.Add(_list);
        command.Add(_profile);
        command.SetAction(parsed => (int)Run(parsed));
    }

    /// <summary>Makes the command.</summary>
    /// <param name="environment">The process around it.</param>
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command(
            "plant",
            "Change handover images on purpose, and compare what the next kernel does with the clauses."
        );
        _ = new PlantCommand(command, environment);
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        Planting[] plantings = Choose(parsed.GetValue(_id) ?? []);
        if (parsed.GetValue(_list))
        {
            foreach (Planting planting in plantings)
            {
                Line($"{planting.Id, -30} {string.Join(", ", planting.Clauses)}: {planting.What}");
            }

            return ExitCode.Conformant;
        }

        using Target target = _target.Resolve(parsed, Options.ProfileOf(_profile, parsed));
        if (!target.Implementation.Observes.HasFlag(ObservationClasses.Planted))
        {
            _environment.Error.WriteLine(
                $"{target.Title} does not let its images be changed; the reference and kernels do"
            );
            return ExitCode.Skipped;
        }

        return Run(plantings, target, parsed.GetRequiredValue(_profile));
    }

    private ExitCode Run(Planting[] plantings, Target target, string profile)
    {
        var runner = new PlantingRunner(target.Implementation);
        ReportBuilder builder = SingleRun.Builder(target, profile);
        int broken = 0;
        int unproved = 0;
        foreach (Planting planting in plantings.TakeWhile(_ => !_environment.Cancellation.IsCancellationRequested))
        {
            PlantingResult result = HangWatch.Wait(target.ProgramLimit, planting.Id, () => runner.Run(planting));
            string verdict =
                result.Fault is not null ? "not planted"
                : result.Violation is null ? "held"
                : "broken";
            Line($"{planting.Id, -30} {verdict, -11} {string.Join(", ", planting.Clauses)}: {planting.What}");
            if (result.Fault is { } fault)
            {
                unproved++;
                Line($"  {fault}");
            }
            else if (result.Violation is { } violation)
            {
                broken++;
                FailureReport failure = builder.Describe(violation, planting.What, target.PlantCommand(planting.Id));
                _environment.Output.Write(SingleRun.Print(failure, target, profile));
            }
        }

        Line($"{target.Title}: {plantings.Length - broken - unproved} held, {broken} broken, {unproved} not planted");
        return broken > 0 ? ExitCode.Broken
            : unproved > 0 ? ExitCode.NoVerdict
            : ExitCode.Conformant;
    }

    private static Planting[] Choose(string[] ids)
    {
        foreach (string id in ids.Where(static id => PlantingCatalogue.All.All(planting => planting.Id != id)))
        {
            throw new UsageException(
                $"there is no planting '{id}'; {Nearest.Hint(id, PlantingCatalogue.All.Select(static p => p.Id))}'luoconf plant --list' shows all"
            );
        }

        return [.. PlantingCatalogue.All.Where(planting => ids.Length == 0 || ids.Contains(planting.Id))];
    }

    private void Line(FormattableString text) =>
        _environment.Output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
