namespace LiveUpdate.Conformance;

/// <summary>One line of a minimal program with what came back.</summary>
/// <param name="Number">The line's number, counted from 1 without the header.</param>
/// <param name="Operation">The operation's text.</param>
/// <param name="Got">The answer's text.</param>
/// <param name="IsFailing">Whether this is the line whose answer breaks the clause.</param>
/// <param name="IsReadOut">Whether the suite added the line behind the program to look at what should still be there.</param>
public sealed record ReportLine(
    int Number,
    string Operation,
    string Got,
    bool IsFailing = false,
    bool IsReadOut = false
);
