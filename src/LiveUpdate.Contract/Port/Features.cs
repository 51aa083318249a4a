namespace LiveUpdate.Contract;

/// <summary>Parts of the user interface that an implementation may lack; a program that needs one is not sent to it.</summary>
[Flags]
public enum Features
{
    /// <summary>Nothing beyond the plain operations.</summary>
    None = 0,

    /// <summary>Raw ioctls with bad or unwritable memory.</summary>
    HostilePointers = 1,

    /// <summary>Opening from a second process: <c>open by=N</c>.</summary>
    SecondProcess = 2,

    /// <summary>memfds with MFD_HUGETLB.</summary>
    Hugetlb = 4,

    /// <summary>Mappings.</summary>
    Mappings = 8,

    /// <summary><c>limit_fds</c> and <c>count_fds</c>.</summary>
    DescriptorLimits = 16,

    /// <summary><c>load kind=plain</c>.</summary>
    PlainImages = 32,

    /// <summary><c>load kind=crash</c>.</summary>
    CrashImages = 64,

    /// <summary><c>load kind=preserve</c>.</summary>
    PreserveContext = 128,

    /// <summary>Parameters for the next kernel.</summary>
    BootParameters = 256,

    /// <summary><c>cold_boot</c>.</summary>
    ColdBoot = 512,

    /// <summary>Injected faults: <c>inject</c>.</summary>
    Faults = 1024,

    /// <summary>File handlers and FLBs whose callbacks are scripted: <c>handler.*</c> and <c>flb.*</c>.</summary>
    Handlers = 2048,

    /// <summary>What handlers may ask LUO: which files came in (D3.6), and whether a file is preserved in the session (D3.9).</summary>
    HandlerQueries = 4096,

    /// <summary>A probe in the kernel that calls KHO: the <c>kho.*</c> verbs.</summary>
    KernelMemory = 8192,

    /// <summary>All of the user interface, and nothing of what only the inside of a kernel shows.</summary>
    UserInterface = 1023,

    /// <summary>FLBs of those handlers: the verbs that begin with <c>flb.</c>, and callbacks that ask for one.</summary>
    Flbs = 16384,

    /// <summary>Trees of the probe's own, with any keys: <c>kho.tree</c> and what works on it (since 7.3).</summary>
    KernelTrees = 32768,

    /// <summary>Everything there is.</summary>
    All = 65535,
}
