using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>The command line from arguments to exit code.</summary>
public static class Luoconf
{
    /// <summary>Runs one command.</summary>
    /// <param name="arguments">The arguments behind the program's name.</param>
    /// <param name="environment">The process around it.</param>
    /// <returns>The exit code, one of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, CliEnvironment environment)
    {
        try
        {
            return (int)Dispatch(arguments, environment);
        }
        catch (UsageException wrong)
        {
            environment.Error.WriteLine($"luoconf: {wrong.Message}");
            return (int)ExitCode.Usage;
        }
        catch (ImplementationFaultException fault)
        {
            environment.Error.WriteLine($"luoconf: no verdict: {fault.Message}");
            environment.Error.Write(TextReport.PrintLastWords(fault.LastWords));
            return (int)ExitCode.NoVerdict;
        }
        catch (SuiteFaultException fault)
        {
            environment.Error.WriteLine($"luoconf: a fault of the suite: {fault.Message}");
            return (int)ExitCode.Internal;
        }
        catch (Exception bug)
        {
            BugReport.Save(bug, arguments, environment);
            return (int)ExitCode.Internal;
        }
    }

    /// <summary>The tree of commands.</summary>
    /// <param name="environment">The process around them.</param>
    public static RootCommand Commands(CliEnvironment environment)
    {
        var root = new RootCommand("The conformance gate for Linux live update (KHO and LUO).")
        {
            CheckCommand.Create(environment),
            ReplayCommand.Create(environment),
            ReduceCommand.Create(environment),
            FaultsCommand.Create(environment),
            SpecCommand.Create(environment),
            MutantsCommand.Create(environment),
            BenchCommand.Create(environment),
            ImageCommand.Create(environment),
            FuzzImageCommand.Create(environment),
            PlantCommand.Create(environment),
            ServeCommand.Create(environment),
            DoctorCommand.Create(environment),
        };
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
            {
                help.MaxWidth = 100;
            }
        }

        return root;
    }

    private static ExitCode Dispatch(IReadOnlyList<string> arguments, CliEnvironment environment)
    {
        ParseResult parsed = Commands(environment).Parse(arguments);
        if (parsed.Action is ParseErrorAction complaint)
        {
            complaint.ShowHelp = arguments.Count == 0 ? true : throw new UsageException(ComplaintOf(parsed));
        }

        var configuration = new InvocationConfiguration
        {
            Output = environment.Output,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        int result = parsed.Invoke(configuration);
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : (ExitCode)result;
    }

    /// <summary>What is wrong with the arguments, in one line.</summary>
    private static string ComplaintOf(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is not [string word, ..])
        {
            return parsed.Errors[0].Message.ReplaceLineEndings(" ");
        }

        IEnumerable<string> known = command
            .Subcommands.Select(static c => c.Name)
            .Concat(command.Options.Select(static o => o.Name));
        string help = command is RootCommand ? "luoconf --help" : $"luoconf {command.Name} --help";
        return $"'{word}' is not expected here; {Nearest.Hint(word, known)}'{help}' shows what is";
    }
}
