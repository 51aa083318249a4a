using System.Globalization;

namespace LiveUpdate.Conformance.Cli;

/// <summary>The sentences of progress that all displays share.</summary>
internal static class ProgressText
{
    /// <summary>The line that announces an event, or <see langword="null"/> for one that is not announced.</summary>
    /// <param name="runEvent">The event.</param>
    public static string? Of(RunEvent runEvent) =>
        runEvent switch
        {
            RunStarted started => string.Create(
                CultureInfo.InvariantCulture,
                $"judging {started.Implementation} {started.Version} from seed {started.Options.Seed}, {started.Options.Corpus.Count} programs of the corpus first"
            ),
            CaseFailed failed => $"{failed.Violation.Clause} broken in {failed.Case}{File(failed.Path)}",
            FailureMinimized { Failure: { } failure } => string.Create(
                CultureInfo.InvariantCulture,
                $"{failure.Clause} shrunk to {failure.Minimal.Program.Lines.Length} operations in {failure.ShrinkRuns} runs{File(failure.MinimalPath)}"
            ),
            TargetFaulted { Fault: { } fault } => $"no answer in {fault.Case}: {fault.Message}",
            _ => null,
        };

    /// <summary>How far a run is.</summary>
    /// <param name="progress">The event.</param>
    public static string Of(ProgressReported progress) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Cases} cases, {progress.Operations} operations, {progress.Kexecs} kexecs, {progress.FailingCases} failing"
        );

    private static string File(string? path) => path is null ? string.Empty : $" ({path})";
}
