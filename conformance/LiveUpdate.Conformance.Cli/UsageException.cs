namespace LiveUpdate.Conformance.Cli;

/// <summary>The user asked for something that cannot be done; ends the process with <see cref="ExitCode.Usage"/>.</summary>
/// <param name="message">What is wrong and how to mend it, in one line.</param>
public sealed class UsageException(string message) : Exception(message);
