using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A deviation that an implementation is known to have: it does not fail a run, but its end does.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Signs">The ways in which it shows.</param>
/// <param name="When">What some line of a program must look like for the deviation to be its cause.</param>
/// <param name="Program">The shortest program that shows it; it runs in every campaign.</param>
/// <param name="Reason">Why it is a deviation, and what was expected instead.</param>
/// <param name="Since">The versions that are known to have it.</param>
/// <param name="Link">Where more is said of it, empty when nowhere.</param>
public sealed record KnownDeviation(
    string Id,
    ImmutableArray<DeviationSign> Signs,
    Regex When,
    Program Program,
    string Reason,
    string Since,
    string Link
)
{
    /// <summary>Whether a violation is this deviation.</summary>
    /// <param name="violation">The violation.</param>
    public bool Explains(Violation violation) =>
        Signs.Any(sign => sign.Fits(violation))
        && violation.Program.Operations.Any(operation => When.IsMatch(operation.ToString()));
}
