using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Which clause memory speaks of that is not accounted for after an injected fault.</summary>
internal static class FaultBlame
{
    private static readonly ClauseId Tree = ClauseId.Of("KHO-RADIX-07");
    private static readonly ClauseId Retrieve = ClauseId.Of("MEMFD-14");
    private static readonly ClauseId CopyOut = ClauseId.Of("LUO-IOC-05");
    private static readonly ClauseId Preserve = ClauseId.Of("LUO-FILE-04");

    /// <summary>The clause, or <see langword="null"/> when no fault is to blame.</summary>
    /// <param name="faults">What is known of injected faults.</param>
    /// <param name="finding">What is wrong with the memory, as a text.</param>
    public static ClauseId? OfMemory(InjectedFaults? faults, string finding)
    {
        FaultTraces traces = faults?.Traces ?? FaultTraces.None;
        if (traces.HasFlag(FaultTraces.Node) && finding.Contains("racker", StringComparison.Ordinal))
        {
            return Tree;
        }

        if (traces.HasFlag(FaultTraces.Retrieve))
        {
            return Retrieve;
        }

        return traces.HasFlag(FaultTraces.Preserve) ? Preserve
            : traces.HasFlag(FaultTraces.CopyOut) ? CopyOut
            : null;
    }
}
