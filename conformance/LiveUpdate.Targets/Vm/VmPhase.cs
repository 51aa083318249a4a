namespace LiveUpdate.Targets;

/// <summary>What a virtual machine is busy with.</summary>
public enum VmPhase
{
    /// <summary>From the start of QEMU to the guest's greeting.</summary>
    Boot,

    /// <summary>Loading an image, all programs' together.</summary>
    Load,

    /// <summary>From the request for a kexec to the next kernel's answer.</summary>
    Kexec,

    /// <summary>The programs' operations.</summary>
    Operations,

    /// <summary>Comparing the memory of kernels, with the kexecs that this takes.</summary>
    Memory,

    /// <summary>Machines that one program had for itself, from their boot to their end.</summary>
    Alone,
}
