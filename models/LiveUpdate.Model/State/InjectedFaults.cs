namespace LiveUpdate.Model;

/// <summary>What is known of the faults that were injected into the running kernel.</summary>
/// <param name="IsPending">Whether one is still to come.</param>
/// <param name="Traces">Where those that came have hit.</param>
public sealed record InjectedFaults(bool IsPending, FaultTraces Traces);
