using System.Text.RegularExpressions;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>One command, run in this process.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    public static CommandRun Of(params string[] arguments) => Of(CancellationToken.None, arguments);

    public static CommandRun Of(CancellationToken cancellation, params string[] arguments)
    {
        using var error = new StringWriter { NewLine = "\n" };
        return Of(error, cancellation, arguments);
    }

    /// <summary>A command that is interrupted as soon as a line of its progress matches a pattern.</summary>
    public static CommandRun Until(string pattern, params string[] arguments)
    {
        using var cancellation = new CancellationTokenSource();
        using var error = new Watched(pattern, cancellation) { NewLine = "\n" };
        return Of(error, cancellation.Token, arguments);
    }

    private static CommandRun Of(StringWriter error, CancellationToken cancellation, string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment
        {
            Output = output,
            Error = error,
            Cancellation = cancellation,
            ProgressInterval = TimeSpan.FromMilliseconds(100),
        };
        int code = Luoconf.Run(arguments, environment);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    private sealed class Watched(string pattern, CancellationTokenSource cancellation) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (Regex.IsMatch(value ?? string.Empty, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            {
                cancellation.Cancel();
            }
        }
    }
}
