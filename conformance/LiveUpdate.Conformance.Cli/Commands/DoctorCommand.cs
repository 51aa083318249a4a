using System.CommandLine;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf doctor</c>: says what of this machine luoconf can use, and how to get what is missing.</summary>
internal sealed class DoctorCommand
{
    private readonly CliEnvironment _environment;

    private DoctorCommand(Command command, CliEnvironment environment)
    {
        _environment = environment;
        command.SetAction(_ => (int)Run());
    }

    /// <summary>Makes the command.</summary>
    /// <param name="environment">The process around it.</param>
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("doctor", "Look at this machine: what works here, and how to get what is missing.");
        _ = new DoctorCommand(command, environment);
        return command;
    }

    private ExitCode Run()
    {
        bool sound = true;
        foreach (Finding finding in Examination.Run(_environment))
        {
            string mark = finding.State switch
            {
                FindingState.Good => "ok     ",
                FindingState.Missing => "missing",
                _ => "BROKEN ",
            };
            _environment.Output.WriteLine($"{mark}  {finding.Subject}: {finding.Details}");
            sound &= finding.State != FindingState.Broken;
        }

        return sound ? ExitCode.Conformant : ExitCode.Usage;
    }
}
