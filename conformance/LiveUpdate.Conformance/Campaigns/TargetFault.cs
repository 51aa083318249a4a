using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>The implementation crashed, hung or broke the protocol.</summary>
/// <param name="Case">The case that was running.</param>
/// <param name="Kind">How it failed.</param>
/// <param name="Message">What happened, in one line.</param>
/// <param name="LastWords">The last of what the implementation printed, empty when nothing.</param>
/// <param name="OperationIndex">The operation that got no answer, from 0; -1 when the machine did not start.</param>
/// <param name="Program">The program, with the answers so far.</param>
/// <param name="Path">The file with the program, or <see langword="null"/> when none is written.</param>
public sealed record TargetFault(
    CaseId Case,
    FaultKind Kind,
    string Message,
    string LastWords,
    int OperationIndex,
    Program Program,
    string? Path = null
)
{
    internal static TargetFault Of(CaseId caseId, ImplementationFaultException thrown, Program race) =>
        new(caseId, thrown.Kind, thrown.Message, thrown.LastWords, -1, race);

    internal static TargetFault Of(
        CaseId caseId,
        ImplementationFaultException thrown,
        CaseRunner runner,
        ReadOnlySpan<Operation> operations
    )
    {
        int unanswered = runner.Executed < operations.Length ? runner.Executed : -1;
        Program log = runner.Log(operations);
        Program program =
            unanswered < 0 || thrown.Kind == FaultKind.NotStarted
                ? log
                : new Program([.. log.Lines, new ProgramLine(operations[unanswered])]);
        int index = thrown.Kind == FaultKind.NotStarted ? -1 : unanswered;
        return new TargetFault(caseId, thrown.Kind, thrown.Message, thrown.LastWords, index, program);
    }
}
