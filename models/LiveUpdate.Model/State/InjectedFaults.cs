namespace LiveUpdate.Model;

/// <summary>What is known of the faults that were injected into the running kernel.</summary>
/// <param name="IsPending">Whether an allocation is still to fail.</param>
/// <param name="Traces">Where those that came have hit.</param>
/// <param name="CopyOut">Which argument from now on cannot be written back, the next one being 1; 0 for none.</param>
public sealed record InjectedFaults(bool IsPending, FaultTraces Traces, ulong CopyOut = 0)
{
    /// <summary>Whether one of them is still to come.</summary>
    public bool IsToCome => IsPending || CopyOut != 0;
}
