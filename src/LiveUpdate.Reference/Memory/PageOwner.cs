namespace LiveUpdate.Reference;

/// <summary>What a page is used for.</summary>
public enum PageOwner : byte
{
    /// <summary>Nothing; the page is free.</summary>
    Nobody,

    /// <summary>A node of the preservation tracker.</summary>
    Tracker,

    /// <summary>The KHO device tree.</summary>
    HandoverTree,

    /// <summary>The kexec metadata.</summary>
    Metadata,

    /// <summary>LUO's record, <c>luo_ser</c>.</summary>
    LuoRecord,

    /// <summary>The FLB page.</summary>
    LifecycleBound,

    /// <summary>A block of session records.</summary>
    SessionBlock,

    /// <summary>A block of file records.</summary>
    FileBlock,

    /// <summary>Contents of a file.</summary>
    FileData,

    /// <summary>The memfd handler's record, <c>memfd_luo_ser</c>.</summary>
    MemfdRecord,

    /// <summary>A memfd's folio array.</summary>
    FolioArray,

    /// <summary>A chunk of a vmalloc description.</summary>
    VmallocChunk,

    /// <summary>A user of KHO outside of LUO.</summary>
    KernelUser,

    /// <summary>Handed over by the kernel before, not restored yet.</summary>
    Incoming,

    /// <summary>An object that a user in the kernel hands over (<c>object.put</c>).</summary>
    KernelObject,
}
