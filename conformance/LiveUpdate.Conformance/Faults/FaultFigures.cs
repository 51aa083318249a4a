namespace LiveUpdate.Conformance;

/// <summary>How much a walk through the faults of programs did.</summary>
/// <param name="Programs">Programs whose faults were walked through.</param>
/// <param name="Runs">Runs in all, the plain ones and those that found no fault left among them.</param>
/// <param name="Allocations">Allocations that failed; each that made its operation fail is run three times.</param>
/// <param name="CopyOuts">Answers that could not be written, three runs each.</param>
/// <param name="Deaths">Deaths of the agent, two runs each.</param>
/// <param name="Crashes">Resets of the machine, two runs each.</param>
/// <param name="Callbacks">Callbacks that failed; each that made its operation fail is run three times.</param>
public sealed record FaultFigures(
    long Programs,
    long Runs,
    long Allocations,
    long CopyOuts,
    long Deaths,
    long Crashes,
    long Callbacks
)
{
    /// <summary>Nothing.</summary>
    public static FaultFigures None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>How many faults happened.</summary>
    public long Faults => Allocations + CopyOuts + Deaths + Crashes + Callbacks;

    /// <summary>The sum of two figures.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static FaultFigures operator +(FaultFigures left, FaultFigures right) =>
        new(
            left.Programs + right.Programs,
            left.Runs + right.Runs,
            left.Allocations + right.Allocations,
            left.CopyOuts + right.CopyOuts,
            left.Deaths + right.Deaths,
            left.Crashes + right.Crashes,
            left.Callbacks + right.Callbacks
        );
}
