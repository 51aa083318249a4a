namespace LiveUpdate.Model;

/// <summary>What has happened to a memory file that a clause speaks of when its contents or properties are seen later.</summary>
[Flags]
public enum FilePremises
{
    /// <summary>Nothing worth noting.</summary>
    None = 0,

    /// <summary>It was preserved in this kernel and no longer is, because the session was closed.</summary>
    Unpreserved = 1,

    /// <summary>A PRESERVE_FD of it failed.</summary>
    PreserveFailed = 1 << 1,

    /// <summary>It was retrieved and its session finished or closed.</summary>
    Finished = 1 << 2,

    /// <summary>It was finished by closing the session without FINISH.</summary>
    FinishedByClose = 1 << 3,

    /// <summary>Its contents were changed while it was preserved.</summary>
    WrittenWhilePreserved = 1 << 4,

    /// <summary>The position was moved while it was preserved.</summary>
    MovedWhilePreserved = 1 << 5,

    /// <summary>Seals were added while it was preserved.</summary>
    SealedWhilePreserved = 1 << 6,

    /// <summary>It had holes when it was preserved.</summary>
    HadHoles = 1 << 7,

    /// <summary>It had allocated pages that were never written when it was preserved.</summary>
    HadUnwrittenPages = 1 << 8,

    /// <summary>No descriptor of the user was left at the kexec.</summary>
    DescriptorClosed = 1 << 9,

    /// <summary>It was preserved when the image was loaded already.</summary>
    PreservedAfterLoad = 1 << 10,

    /// <summary>It was retrieved after memory had been allocated in the same kernel.</summary>
    RetrievedLate = 1 << 11,

    /// <summary>It has fallocated pages that were never written.</summary>
    HasUnwrittenPages = 1 << 12,

    /// <summary>It was finished by a FINISH whose answer could not be written back.</summary>
    FinishedUnheard = 1 << 13,

    /// <summary>A PRESERVE_FD of it ran out of memory, and pages may be where holes were.</summary>
    MayHaveLostHoles = 1 << 14,

    /// <summary>It was retrieved by a call in which an injected fault hit.</summary>
    RetrievedDespiteFault = 1 << 15,

    /// <summary>The position was moved between the event FREEZE and the kexec.</summary>
    MovedSinceFreeze = 1 << 16,
}
