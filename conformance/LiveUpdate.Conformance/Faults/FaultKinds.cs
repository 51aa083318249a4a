namespace LiveUpdate.Conformance;

/// <summary>Which faults a walk lets happen, one at a time, at every place of a program where they can.</summary>
[Flags]
public enum FaultKinds
{
    /// <summary>None: programs run as they are.</summary>
    None = 0,

    /// <summary>An allocation of the kernel fails.</summary>
    Alloc = 1,

    /// <summary>The answer of a LUO call cannot be written to the agent's memory.</summary>
    CopyOut = 2,

    /// <summary>The agent dies.</summary>
    Die = 4,

    /// <summary>The kernel dies: the machine is reset, and nothing is handed over.</summary>
    Crash = 8,

    /// <summary>A callback of a handler, an FLB or a notifier fails, or says no.</summary>
    Callback = 16,

    /// <summary>All of them.</summary>
    All = 31,
}
