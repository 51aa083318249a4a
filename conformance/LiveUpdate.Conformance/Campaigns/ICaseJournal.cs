using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Keeps the running program where a crash of either side does not reach it.</summary>
/// <remarks>Called from every worker's thread.</remarks>
public interface ICaseJournal
{
    /// <summary>Called before the first operation of a case runs; what it keeps must be safe when it returns.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="program">Its program.</param>
    void Begin(CaseId caseId, Program program);

    /// <summary>Called when the case has ended, whatever its end.</summary>
    /// <param name="caseId">The case.</param>
    void End(CaseId caseId);
}
