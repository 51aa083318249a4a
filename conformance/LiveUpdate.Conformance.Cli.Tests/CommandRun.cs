namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>One command, run in this process.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    public static CommandRun Of(params string[] arguments) => Of(CancellationToken.None, arguments);

    public static CommandRun Of(CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment
        {
            Output = output,
            Error = error,
            Cancellation = cancellation,
        };
        int code = Luoconf.Run(arguments, environment);
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
