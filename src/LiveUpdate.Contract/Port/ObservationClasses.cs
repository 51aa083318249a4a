namespace LiveUpdate.Contract;

/// <summary>Through what an implementation can be observed.</summary>
[Flags]
public enum ObservationClasses
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The user interface: ioctls, memfds, kexec.</summary>
    UserInterface = 1,

    /// <summary>The handover image: bytes of physical memory at the jump.</summary>
    Image = 2,

    /// <summary>The in-kernel interface: KHO calls, file handlers, FLBs.</summary>
    Kernel = 4,

    /// <summary>Crafted images and injected faults.</summary>
    Planted = 8,
}
