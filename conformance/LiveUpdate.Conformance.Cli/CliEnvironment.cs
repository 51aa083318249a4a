namespace LiveUpdate.Conformance.Cli;

/// <summary>Everything that a command sees of the process around it, so that tests can stand in for it.</summary>
public sealed record CliEnvironment
{
    /// <summary>Where results go.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where progress and complaints go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether somebody watches <see cref="Output"/> on a terminal.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether somebody watches <see cref="Error"/> on a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>How often a run whose progress is printed line by line says how far it is.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>Ends a command early, with a report of what was done.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether colours may be used on a terminal: <c>NO_COLOR</c> and <c>TERM=dumb</c> forbid them.</summary>
    public bool AllowsColor => string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") is not "dumb";

    /// <summary>Whether progress may be drawn in place; in CI it is printed line by line.</summary>
    public bool DrawsProgress => ErrorIsTerminal && AllowsColor && string.IsNullOrEmpty(Variable("CI"));

    /// <summary>The environment of this process.</summary>
    /// <param name="cancellation">Ends a command early.</param>
    public static CliEnvironment OfProcess(CancellationToken cancellation) =>
        new()
        {
            Output = Console.Out,
            Error = Console.Error,
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Variable = Environment.GetEnvironmentVariable,
            Cancellation = cancellation,
        };
}
