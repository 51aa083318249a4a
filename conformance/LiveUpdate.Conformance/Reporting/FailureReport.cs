using System.Collections.Immutable;

namespace LiveUpdate.Conformance;

/// <summary>One broken clause with its evidence, ready to be printed in any format.</summary>
/// <param name="Clause">The id of the broken clause.</param>
/// <param name="Statement">The clause's sentence.</param>
/// <param name="Origin">Where the program came from, such as <c>case 17</c> or <c>corpus session/second-retrieve.luo</c>.</param>
/// <param name="Program">The text of the program that failed first.</param>
/// <param name="Minimal">The text of the minimal program.</param>
/// <param name="Lines">The minimal program line by line, up to the failing one.</param>
/// <param name="Allowed">The answers that were allowed at the failing line.</param>
/// <param name="Difference">The difference in state, a line each.</param>
/// <param name="ShrinkRuns">How many programs were run to shrink it.</param>
/// <param name="ShrinkMilliseconds">How long shrinking took.</param>
/// <param name="OperationsBefore">How many operations the first program had.</param>
/// <param name="OperationsAfter">How many operations the minimal program has.</param>
/// <param name="Replay">The command that replays the minimal program.</param>
public sealed record FailureReport(
    string Clause,
    string Statement,
    string Origin,
    string Program,
    string Minimal,
    ImmutableArray<ReportLine> Lines,
    ImmutableArray<string> Allowed,
    ImmutableArray<string> Difference,
    int ShrinkRuns,
    double ShrinkMilliseconds,
    int OperationsBefore,
    int OperationsAfter,
    string Replay
)
{
    /// <summary>Whether it was seen again, and what shrinking did not reach, for people; empty where there is nothing to say of it.</summary>
    public string Standing { get; init; } = string.Empty;
}
