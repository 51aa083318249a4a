using System.Text.RegularExpressions;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>One way in which a known deviation shows.</summary>
/// <param name="Clause">The clause that it breaks; <see cref="ClauseId.None"/> when that depends on what else the program does.</param>
/// <param name="Line">What the failing line and its answer look like: <c>operation -> answer</c>.</param>
public sealed record DeviationSign(ClauseId Clause, Regex Line)
{
    /// <summary>Whether a violation is this sign.</summary>
    /// <param name="violation">The violation.</param>
    public bool Fits(Violation violation) =>
        (Clause == ClauseId.None || violation.Clause == Clause)
        && Line.IsMatch($"{violation.Operation} -> {violation.Got}");
}
