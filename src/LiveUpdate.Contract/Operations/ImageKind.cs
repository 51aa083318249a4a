namespace LiveUpdate.Contract;

/// <summary>How a kexec image is loaded.</summary>
public enum ImageKind : byte
{
    /// <summary><c>file</c>: kexec_file_load; the image carries the handover.</summary>
    File,

    /// <summary><c>plain</c>: kexec_load; the image carries no handover (KHO-CRASH-01).</summary>
    Plain,

    /// <summary><c>crash</c>: kexec_file_load of a crash image into its own place; the image for reboot is left alone.</summary>
    Crash,

    /// <summary><c>preserve</c>: KEXEC_PRESERVE_CONTEXT; reboot runs the image and comes back (LUO-REBOOT-05).</summary>
    Preserve,
}
