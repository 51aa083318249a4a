namespace LiveUpdate.Conformance.Cli;

/// <summary>A program that is being run.</summary>
/// <param name="Program">The program.</param>
/// <param name="Path">The file that it is kept in.</param>
/// <param name="Began">When it began, a timestamp of the clock.</param>
internal sealed record RunningProgram(Contract.Program Program, string Path, long Began);
