namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>FsCheck and the suite on the same model, implementation, program length and mix of operations.</summary>
/// <param name="Guided">The suite's choices, each operation drawn for the state, executed and judged.</param>
/// <param name="Machine">
/// FsCheck's state machine as its documentation writes one: each operation drawn for the state, each answer labelled.
/// </param>
/// <param name="Blind">The suite's choices, without a look at the state, executed and judged.</param>
/// <param name="BareMachine">FsCheck's state machine with as little as it can do: one blind generator, no labels.</param>
/// <param name="Drawing">The suite's choices, blind, and nothing executed.</param>
/// <param name="Arrays">FsCheck's array generation, and nothing executed.</param>
public sealed record FsCheckComparison(
    Throughput Guided,
    Throughput Machine,
    Throughput Blind,
    Throughput BareMachine,
    Throughput Drawing,
    Throughput Arrays
);
