namespace LiveUpdate.Conformance;

/// <summary>One clause's row in a report.</summary>
/// <param name="Id">The clause's id, such as <c>LUO-SESS-07</c>.</param>
/// <param name="Name">Its short name.</param>
/// <param name="Verdict">What the run says about it.</param>
/// <param name="Exercised">How often its premise was met and its consequence observed.</param>
/// <param name="Violations">How many failures it is blamed for.</param>
/// <param name="Remark">Why it was not exercised or is not applicable; empty when there is nothing to say.</param>
public sealed record ClauseReport(
    string Id,
    string Name,
    ClauseVerdict Verdict,
    long Exercised,
    int Violations,
    string Remark = ""
);
