using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>How often one clause was exercised: its premise was met and its consequence observed.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Exercised">How often.</param>
/// <param name="Violations">In how many cases it was found broken.</param>
/// <param name="ByVerb">By which verbs, most often first.</param>
public sealed record ClauseCoverage(
    ClauseId Clause,
    long Exercised,
    long Violations,
    IReadOnlyList<(Verb Verb, long Times)> ByVerb
);
