using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>How often one verb was answered in one way.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Kind">How it ended.</param>
/// <param name="Errno">The error of a refusal.</param>
/// <param name="Times">How often.</param>
public sealed record OutcomeCoverage(Verb Verb, OutcomeKind Kind, Errno Errno, long Times);
