namespace LiveUpdate.Model;

/// <summary>What has happened to a session that a clause speaks of when the session is used later.</summary>
[Flags]
public enum SessionPremises
{
    /// <summary>Nothing worth noting.</summary>
    None = 0,

    /// <summary>One of several descriptors of it was closed; kept across a kexec.</summary>
    CopyClosed = 1,

    /// <summary>A RETRIEVE_SESSION of it failed for want of a descriptor or by a copy-out fault.</summary>
    RetrieveFailed = 1 << 1,

    /// <summary>It was finished.</summary>
    Finished = 1 << 2,

    /// <summary>A PRESERVE_FD into it failed.</summary>
    PreserveFailed = 1 << 3,

    /// <summary>It was made when the image was loaded already; noted at the kexec.</summary>
    CreatedAfterLoad = 1 << 4,

    /// <summary>A FINISH with a bad reserved field was refused.</summary>
    FinishRefused = 1 << 5,

    /// <summary>A plain or crash image was loaded in the kernel that handed it over.</summary>
    OtherImageLoaded = 1 << 6,

    /// <summary>The device was closed while the session was there; kept across a kexec.</summary>
    DeviceClosed = 1 << 7,

    /// <summary>It was there when a reboot failed at a freeze; kept across a kexec.</summary>
    RebootFailed = 1 << 8,

    /// <summary>A FINISH of it, or its closing, was refused by a handler.</summary>
    CouldNotFinish = 1 << 9,

    /// <summary>An UNPRESERVE_FD took more files out of it than the one that was asked for; kept across a kexec.</summary>
    UnpreservedBeyond = 1 << 10,
}
