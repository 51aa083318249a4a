using System.CommandLine;
using System.Globalization;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf replay FILE</c>: runs one program and judges it.</summary>
internal sealed class ReplayCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A program, a corpus file or a log." };
    private readonly Option<string> _profile = Options.Profile();
    private readonly TargetOptions _target;
    private readonly CliEnvironment _environment;

    private ReplayCommand(Command command, CliEnvironment environment)
    {
        _environment = environment;
        command.Add(_file);
        _target = new TargetOptions(command);
        command.Add(_profile);
        command.SetAction(parsed => (int)Run(parsed));
    }

    /// <summary>Makes the command.</summary>
    /// <param name="environment">The process around it.</param>
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("replay", "Run one program, show what came back, and judge it.");
        _ = new ReplayCommand(command, environment);
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(_file);
        Contract.Program program = ProgramFile.Read(file);
        using Target target = _target.Resolve(parsed, Options.ProfileOf(_profile, parsed));
        ReplayResult result = Judge(program, file, target);
        string profile = target.Model.Profile.Name;
        ReportBuilder builder = SingleRun.Builder(target, profile);
        if (result.Violation is { } violation)
        {
            FailureReport failure = builder.Describe(violation, file, target.ReplayCommand(file));
            _environment.Output.Write(SingleRun.Print(failure, target, profile));
        }
        else
        {
            PrintLog(result, file, target, builder);
        }

        PrintUnlike(result);
        return CheckRun.CodeOf(result.Verdict);
    }

    private static ReplayResult Judge(Contract.Program program, string file, Target target)
    {
        try
        {
            return HangWatch.Wait(
                target.ProgramLimit,
                file,
                () => Replay.Run(program, target.Implementation, target.ImageJudge, target.Model)
            );
        }
        catch (RaceRefusedException refused)
        {
            throw new UsageException($"{file}: {refused.Message}");
        }
    }

    private void PrintLog(ReplayResult result, string file, Target target, ReportBuilder builder)
    {
        int number = 0;
        foreach (Contract.ProgramLine line in result.Program.Lines)
        {
            _environment.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {++number, 5}  {line}"));
        }

        if (result.Fault is { } fault)
        {
            _environment.Error.Write(TextReport.Print(builder.Describe(fault)));
        }
        else
        {
            _environment.Output.WriteLine($"{file}: {ReportWords.Of(result.Verdict)} ({target.Title})");
        }
    }

    private void PrintUnlike(ReplayResult result)
    {
        foreach (UnlikeAnswer unlike in result.Unlike)
        {
            _environment.Output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  line {unlike.OperationIndex + 1}: recorded {unlike.Recorded}, now {unlike.Got}"
                )
            );
        }
    }
}
