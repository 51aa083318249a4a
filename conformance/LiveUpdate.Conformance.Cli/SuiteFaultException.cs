namespace LiveUpdate.Conformance.Cli;

/// <summary>The suite itself is at fault, not the implementation; ends the process with <see cref="ExitCode.Internal"/>.</summary>
/// <param name="message">What is wrong, in one line.</param>
public sealed class SuiteFaultException(string message) : Exception(message);
