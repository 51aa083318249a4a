using System.Collections.Immutable;

namespace LiveUpdate.Contract;

/// <summary>What came back from one program of a batch.</summary>
/// <param name="Outcomes">The answers, one for each operation in order; fewer than operations only with a fault.</param>
/// <param name="Fault">Why there are no more answers: the fault of the operation behind the last one, seen with this program alone on the machine.</param>
/// <param name="RanAlone">Whether the program had the machine for itself when these answers were given.</param>
public sealed record BatchAnswer(ImmutableArray<Outcome> Outcomes, ImplementationFaultException? Fault, bool RanAlone);
