using System.Collections.Immutable;

namespace LiveUpdate.Contract;

/// <summary>A list of operations, one a line: a case, a corpus file, a log and a counterexample alike.</summary>
/// <param name="Lines">The lines.</param>
public sealed record Program(ImmutableArray<ProgramLine> Lines)
{
    /// <summary>The operations without recorded answers.</summary>
    public IEnumerable<Operation> Operations => Lines.Select(static line => line.Operation);

    /// <summary>A program of the given operations, with no recorded answers.</summary>
    /// <param name="operations">The operations.</param>
    public static Program Of(IEnumerable<Operation> operations) =>
        new([.. operations.Select(static operation => new ProgramLine(operation))]);

    /// <inheritdoc/>
    public bool Equals(Program? other) => other is not null && Lines.SequenceEqual(other.Lines);

    /// <inheritdoc/>
    public override int GetHashCode() => Lines.Length;

    /// <summary>The text of the program.</summary>
    public override string ToString() => ProgramText.Print(this);
}
