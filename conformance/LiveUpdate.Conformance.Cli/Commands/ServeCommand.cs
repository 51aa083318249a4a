using System.CommandLine;
using LiveUpdate.Contract;
using LiveUpdate.Reference;
using LiveUpdate.Targets;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf serve</c>: lets the reference, or a mutant, be driven over standard input and output.</summary>
internal sealed class ServeCommand
{
    private readonly Option<string?> _mutant = new("--mutant", "-m")
    {
        Description = "Serve an implementation with one known bug instead of the reference.",
        HelpName = "ID",
    };

    private readonly Option<string> _profile = Options.Profile(
        "--profile",
        "-p",
        "The profile whose reference is served."
    );

    private ServeCommand(Command command)
    {
        command.Add(_mutant);
        command.Add(_profile);
        command.SetAction(parsed => (int)Run(parsed));
    }

    /// <summary>Makes the command.</summary>
    /// <param name="environment">The process around it.</param>
    public static Command Create(CliEnvironment environment)
    {
        _ = environment;
        var command = new Command(
            "serve",
            "Be an implementation: answer operations on standard input, one a line (spec/wire.md)."
        );
        _ = new ServeCommand(command);
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        string? id = parsed.GetValue(_mutant);
        IImplementation served = id is null
            ? new ReferenceImplementation(Options.ProfileOf(_profile, parsed))
            : TargetOptions.FindMutant(id).Create();
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        try
        {
            new WireServer(served).Run(input, output);
        }
        catch (InvalidDataException malformed)
        {
            throw new UsageException(malformed.Message);
        }

        return ExitCode.Conformant;
    }
}
