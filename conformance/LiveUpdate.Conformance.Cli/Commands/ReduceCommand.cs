using System.CommandLine;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf reduce FILE</c>: makes a failing program minimal.</summary>
internal sealed class ReduceCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A program that breaks a clause." };
    private readonly Option<string> _profile = Options.Profile();
    private readonly Option<string?> _to = new("--to")
    {
        Description = "Where the minimal program is written; without it beside FILE, with .min.luo behind its name.",
        HelpName = "FILE",
    };

    private readonly TargetOptions _target;
    private readonly CliEnvironment _environment;

    private ReduceCommand(Command command, CliEnvironment environment)
    {
        _environment = environment;
        command.Add(_file);
        _target = new TargetOptions(command);
        command.Add(_to);
        command.Add(_profile);
        command.SetAction(parsed => (int)Run(parsed));
    }

    /// <summary>The time for all programs that are tried, in that of one that may not come back: right ones take milliseconds.</summary>
    private const int Programs = 10;

    /// <summary>Makes the command.</summary>
    /// <param name="environment">The process around it.</param>
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command(
            "reduce",
            "Make a failing program minimal: nothing can be removed from it or lowered."
        );
        _ = new ReduceCommand(command, environment);
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(_file);
        Contract.Program program = ProgramFile.Read(file);
        using Target target = _target.Resolve(parsed, Options.ProfileOf(_profile, parsed));
        Failure? failure = HangWatch.Wait(
            target.ProgramLimit * Programs,
            $"making {file} minimal",
            () =>
                Reducer.Reduce(
                    program,
                    target.Implementation,
                    target.ImageJudge,
                    target.Model,
                    cancellation: _environment.Cancellation
                )
        );
        if (failure is null)
        {
            _environment.Output.WriteLine($"{file}: breaks no clause on {target.Title}, there is nothing to reduce");
            return ExitCode.Conformant;
        }

        string to = parsed.GetValue(_to) ?? Path.ChangeExtension(file, null) + ".min.luo";
        ReportSink.Guard(to, () => AtomicFile.WriteText(to, failure.Minimal.Program.ToString()));
        string profile = target.Model.Profile.Name;
        FailureReport report = SingleRun.Builder(target, profile).Describe(failure) with
        {
            Origin = file,
            Replay = target.ReplayCommand(to),
        };
        _environment.Output.Write(SingleRun.Print(report, target, profile));
        return ExitCode.Broken;
    }
}
