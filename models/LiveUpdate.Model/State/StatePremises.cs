namespace LiveUpdate.Model;

/// <summary>What has happened in this kernel that a clause speaks of when something is seen later.</summary>
[Flags]
public enum StatePremises
{
    /// <summary>Nothing worth noting.</summary>
    None = 0,

    /// <summary>The device was opened and closed again.</summary>
    DeviceClosedBefore = 1,

    /// <summary>A RETRIEVE_SESSION found nothing.</summary>
    RetrieveFoundNothing = 1 << 1,

    /// <summary>A call that makes a descriptor failed by a copy-out fault.</summary>
    CopyOutFault = 1 << 2,

    /// <summary>A call that makes a descriptor failed for want of one.</summary>
    OutOfDescriptors = 1 << 3,

    /// <summary>A reboot with a preserve-context image came back.</summary>
    RebootCameBack = 1 << 4,

    /// <summary>A reboot without an image was refused.</summary>
    RebootRefused = 1 << 5,

    /// <summary>A crash or plain image was loaded.</summary>
    OtherImageLoaded = 1 << 6,

    /// <summary>Memory was allocated for a file.</summary>
    MemoryAllocated = 1 << 7,

    /// <summary>A boot parameter was spelt in another way than plain on or off.</summary>
    ParametersSpelt = 1 << 8,

    /// <summary>A crash or plain image was loaded in the kernel before.</summary>
    OtherImageBefore = 1 << 9,

    /// <summary>A call that makes a descriptor failed for want of memory.</summary>
    AllocationFailed = 1 << 10,

    /// <summary>The kernel before had live update on and handed over.</summary>
    CameWithLuo = 1 << 11,

    /// <summary>A reboot failed at a freeze and was undone.</summary>
    RebootFailed = 1 << 12,
}
