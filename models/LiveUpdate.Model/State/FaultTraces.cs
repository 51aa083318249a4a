namespace LiveUpdate.Model;

/// <summary>Where injected faults have hit in this kernel, so that what is found wrong later is told from other wrongs.</summary>
[Flags]
public enum FaultTraces
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>A node of the tracker could not be made.</summary>
    Node = 1,

    /// <summary>A PRESERVE_FD.</summary>
    Preserve = 1 << 1,

    /// <summary>A RETRIEVE_FD.</summary>
    Retrieve = 1 << 2,

    /// <summary>The end of a session: FINISH, or a close.</summary>
    End = 1 << 3,

    /// <summary>Anything else.</summary>
    Elsewhere = 1 << 4,

    /// <summary>A preserve of a range of pages inside the kernel.</summary>
    Range = 1 << 5,

    /// <summary>The answer of a LUO call other than PRESERVE_FD and FINISH could not be written.</summary>
    CopyOut = 1 << 6,
}
