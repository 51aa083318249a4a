using System.Collections.Immutable;

namespace LiveUpdate.Contract;

/// <summary>A list of operations, one a line: a case, a corpus file, a log and a counterexample alike.</summary>
/// <param name="Lines">The lines.</param>
public sealed record Program(ImmutableArray<ProgramLine> Lines)
{
    /// <summary>Who runs when in the program's race; <see langword="null"/> when nothing is said of that, or there is no race.</summary>
    public RaceSchedule? Schedule { get; init; }

    /// <summary>Whether some of the lines are a race.</summary>
    public bool HasRace => Lines.Any(static line => line.Race is not null);

    /// <summary>The operations without recorded answers; those of a race in the order of their lines.</summary>
    public IEnumerable<Operation> Operations => Lines.Select(static line => line.Operation);

    /// <summary>A program of the given operations, with no recorded answers.</summary>
    /// <param name="operations">The operations.</param>
    public static Program Of(IEnumerable<Operation> operations) =>
        new([.. operations.Select(static operation => new ProgramLine(operation))]);

    /// <inheritdoc/>
    public bool Equals(Program? other) =>
        other is not null && Lines.SequenceEqual(other.Lines) && Equals(Schedule, other.Schedule);

    /// <inheritdoc/>
    public override int GetHashCode() => Lines.Length;

    /// <summary>The text of the program.</summary>
    public override string ToString() => ProgramText.Print(this);
}
