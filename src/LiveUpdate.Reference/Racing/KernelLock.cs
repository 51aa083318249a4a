namespace LiveUpdate.Reference;

/// <summary>The locks of LUO, as far as their order can be seen from outside (luo-model 7).</summary>
public enum KernelLock
{
    /// <summary>Whether the device is open: looked at and set in one.</summary>
    Device,

    /// <summary>Shared by every call that changes or looks at sessions; the reboot alone holds it while it serializes, and keeps it when it succeeds (LUO-REBOOT-06).</summary>
    Serialize,

    /// <summary>The list of outgoing sessions.</summary>
    Outgoing,

    /// <summary>The list of incoming sessions, and which of them are retrieved.</summary>
    Incoming,

    /// <summary>One session's file set.</summary>
    Session,

    /// <summary>One file of a file set.</summary>
    File,

    /// <summary>The list of what is preserved or retrieved.</summary>
    Owned,

    /// <summary>How many depend on one FLB, and what it has made (LUO-RACE-07).</summary>
    Bound,

    /// <summary>The size, seals and freeze of one file in memory (LUO-RACE-08).</summary>
    Inode,

    /// <summary>One kexec operation at a time: it is tried, and never waited for (LUO-REBOOT-08).</summary>
    Kexec,
}
