namespace LiveUpdate.Conformance;

/// <summary>What a case is mainly about.</summary>
internal enum CaseTheme : byte
{
    /// <summary>Sessions and files across a kexec or two.</summary>
    Lifecycle,

    /// <summary>What can be done to a memfd before, while and after it is preserved.</summary>
    Memfd,

    /// <summary>Several kernels in a row, with files preserved again and again.</summary>
    Chain,

    /// <summary>Raw ioctls.</summary>
    Framing,

    /// <summary>Too few descriptors.</summary>
    DescriptorPressure,

    /// <summary>Several opens of the device.</summary>
    Device,

    /// <summary>Boot parameters, kinds of images, the order of loading and preserving.</summary>
    Boot,

    /// <summary>The agent dies.</summary>
    AgentDeath,

    /// <summary>Handles that are closed or do not fit.</summary>
    StaleHandles,

    /// <summary>Session names and their limits.</summary>
    Names,

    /// <summary>Tokens and their limits.</summary>
    Tokens,

    /// <summary>Allocations that fail.</summary>
    Faults,

    /// <summary>Files about the size of a write window.</summary>
    BigFiles,

    /// <summary>As many sessions as fit a block, and one to each side.</summary>
    SessionBurst,

    /// <summary>As many files as fit a block, and one to each side.</summary>
    FileBurst,

    /// <summary>Scripted file handlers and FLBs.</summary>
    Handlers,

    /// <summary>Memory that a user in the kernel preserves, subtrees, areas, block sets and trees.</summary>
    KernelMemory,
}
