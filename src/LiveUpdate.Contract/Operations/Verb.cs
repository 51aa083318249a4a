namespace LiveUpdate.Contract;

/// <summary>Which operation; one value for each verb of the program language.</summary>
public enum Verb : byte
{
    /// <summary><c>open</c>: open the device.</summary>
    Open,

    /// <summary><c>create_session</c>.</summary>
    CreateSession,

    /// <summary><c>retrieve_session</c>.</summary>
    RetrieveSession,

    /// <summary><c>preserve_fd</c>.</summary>
    PreserveFd,

    /// <summary><c>retrieve_fd</c>.</summary>
    RetrieveFd,

    /// <summary><c>finish</c>.</summary>
    Finish,

    /// <summary><c>get_name</c>.</summary>
    GetName,

    /// <summary><c>close</c>.</summary>
    Close,

    /// <summary><c>dup</c>.</summary>
    Dup,

    /// <summary><c>readlink</c>.</summary>
    Readlink,

    /// <summary><c>ioctl</c>: a raw ioctl.</summary>
    Ioctl,

    /// <summary><c>memfd</c>: make a memfd.</summary>
    Memfd,

    /// <summary><c>tmpfile</c>: make a file on tmpfs.</summary>
    Tmpfile,

    /// <summary><c>unlink</c>: remove the name of a tmpfs file.</summary>
    Unlink,

    /// <summary><c>special</c>: make a descriptor that no handler accepts.</summary>
    Special,

    /// <summary><c>reopen</c>: open the same file again.</summary>
    Reopen,

    /// <summary><c>mmap</c>: map a file shared and writable.</summary>
    Mmap,

    /// <summary><c>store</c>: store through a mapping.</summary>
    Store,

    /// <summary><c>write</c>.</summary>
    Write,

    /// <summary><c>read</c>.</summary>
    Read,

    /// <summary><c>seek</c>.</summary>
    Seek,

    /// <summary><c>truncate</c>.</summary>
    Truncate,

    /// <summary><c>fallocate</c>.</summary>
    Fallocate,

    /// <summary><c>add_seals</c>.</summary>
    AddSeals,

    /// <summary><c>get_seals</c>.</summary>
    GetSeals,

    /// <summary><c>stat</c>.</summary>
    Stat,

    /// <summary><c>get_flags</c>.</summary>
    GetFlags,

    /// <summary><c>count_fds</c>: how many descriptors are open.</summary>
    CountFds,

    /// <summary><c>limit_fds</c>: bound the number of further descriptors.</summary>
    LimitFds,

    /// <summary><c>inject</c>: let an allocation of the kernel fail.</summary>
    Inject,

    /// <summary><c>die</c>: the agent dies and every descriptor is closed.</summary>
    Die,

    /// <summary><c>load</c>: load a kexec image.</summary>
    Load,

    /// <summary><c>unload</c>: unload the kexec image.</summary>
    Unload,

    /// <summary><c>reboot</c>: reboot(KEXEC) with whatever is loaded.</summary>
    Reboot,

    /// <summary><c>kexec</c>: load an image unless one is loaded, then reboot(KEXEC).</summary>
    Kexec,

    /// <summary><c>cold_boot</c>: reset the machine.</summary>
    ColdBoot,

    /// <summary><c>luo.event</c>: moves the state of LUO, where it has one.</summary>
    LuoEvent,

    /// <summary><c>luo.state</c>: asks for the state of LUO, where it has one.</summary>
    LuoState,

    /// <summary><c>unpreserve_fd</c>: undoes one preservation, where that can be done.</summary>
    UnpreserveFd,

    /// <summary><c>kho.finalize</c>: finalizes a KHO that has such a step.</summary>
    KhoFinalize,

    /// <summary><c>kho.abort</c>: takes that back.</summary>
    KhoAbort,

    /// <summary><c>object.put</c>: hands an object of the kernel over.</summary>
    PutObject,

    /// <summary><c>object.take</c>: takes an object of the kernel that was handed over.</summary>
    TakeObject,

    /// <summary><c>handler.register</c>: register a file handler whose callbacks are scripted.</summary>
    HandlerRegister,

    /// <summary><c>handler.unregister</c>: take a handler out of the list.</summary>
    HandlerUnregister,

    /// <summary><c>handler.script</c>: say what a callback of a handler does.</summary>
    HandlerScript,

    /// <summary><c>handler.file</c>: make a file for handlers to preserve.</summary>
    HandlerFile,

    /// <summary><c>handler.value</c>: the number that such a file holds.</summary>
    HandlerValue,

    /// <summary><c>handler.incoming</c>: list what came in for a handler.</summary>
    HandlerIncoming,

    /// <summary><c>flb.register</c>: make an FLB and register it with a handler.</summary>
    FlbRegister,

    /// <summary><c>flb.link</c>: register an FLB with one more handler.</summary>
    FlbLink,

    /// <summary><c>flb.unregister</c>: take an FLB from a handler.</summary>
    FlbUnregister,

    /// <summary><c>flb.script</c>: say what a callback of an FLB does.</summary>
    FlbScript,

    /// <summary><c>flb.get_outgoing</c>: take a reference to the object made here.</summary>
    FlbGetOutgoing,

    /// <summary><c>flb.put_outgoing</c>: give such a reference back.</summary>
    FlbPutOutgoing,

    /// <summary><c>flb.get_incoming</c>: take a reference to the object that came in.</summary>
    FlbGetIncoming,

    /// <summary><c>flb.put_incoming</c>: give such a reference back.</summary>
    FlbPutIncoming,
}
