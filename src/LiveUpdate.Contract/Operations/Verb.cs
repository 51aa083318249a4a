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

    /// <summary><c>inject</c>: let an allocation of the kernel, or a copy-out, fail.</summary>
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

    /// <summary><c>kho.register_notifier</c>.</summary>
    KhoRegisterNotifier,

    /// <summary><c>kho.unregister_notifier</c>.</summary>
    KhoUnregisterNotifier,

    /// <summary><c>kho.notifier_script</c>.</summary>
    KhoNotifierScript,

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

    /// <summary><c>kho.folio</c>.</summary>
    KhoFolio,

    /// <summary><c>kho.pages</c>.</summary>
    KhoPages,

    /// <summary><c>kho.vmalloc</c>.</summary>
    KhoVmalloc,

    /// <summary><c>kho.free</c>.</summary>
    KhoFree,

    /// <summary><c>kho.write</c>.</summary>
    KhoWrite,

    /// <summary><c>kho.read</c>.</summary>
    KhoRead,

    /// <summary><c>kho.preserve_folio</c>.</summary>
    KhoPreserveFolio,

    /// <summary><c>kho.unpreserve_folio</c>.</summary>
    KhoUnpreserveFolio,

    /// <summary><c>kho.restore_folio</c>.</summary>
    KhoRestoreFolio,

    /// <summary><c>kho.preserve_pages</c>.</summary>
    KhoPreservePages,

    /// <summary><c>kho.unpreserve_pages</c>.</summary>
    KhoUnpreservePages,

    /// <summary><c>kho.restore_pages</c>.</summary>
    KhoRestorePages,

    /// <summary><c>kho.preserve_vmalloc</c>.</summary>
    KhoPreserveVmalloc,

    /// <summary><c>kho.unpreserve_vmalloc</c>.</summary>
    KhoUnpreserveVmalloc,

    /// <summary><c>kho.restore_vmalloc</c>.</summary>
    KhoRestoreVmalloc,

    /// <summary><c>kho.alloc_preserve</c>.</summary>
    KhoAllocPreserve,

    /// <summary><c>kho.unpreserve_free</c>.</summary>
    KhoUnpreserveFree,

    /// <summary><c>kho.restore_free</c>.</summary>
    KhoRestoreFree,

    /// <summary><c>kho.add_subtree</c>.</summary>
    KhoAddSubtree,

    /// <summary><c>kho.remove_subtree</c>.</summary>
    KhoRemoveSubtree,

    /// <summary><c>kho.retrieve_subtree</c>.</summary>
    KhoRetrieveSubtree,

    /// <summary><c>kho.blocks</c>.</summary>
    KhoBlocks,

    /// <summary><c>kho.grow</c>.</summary>
    KhoGrow,

    /// <summary><c>kho.shrink</c>.</summary>
    KhoShrink,

    /// <summary><c>kho.put_entries</c>.</summary>
    KhoPutEntries,

    /// <summary><c>kho.get_entries</c>.</summary>
    KhoGetEntries,

    /// <summary><c>kho.restore_blocks</c>.</summary>
    KhoRestoreBlocks,

    /// <summary><c>kho.keys</c>.</summary>
    KhoKeys,

    /// <summary><c>kho.state</c>.</summary>
    KhoState,

    /// <summary><c>kho.tree</c>.</summary>
    KhoTree,

    /// <summary><c>kho.add_key</c>.</summary>
    KhoAddKey,

    /// <summary><c>kho.delete_key</c>.</summary>
    KhoDeleteKey,

    /// <summary><c>kho.walk</c>.</summary>
    KhoWalk,
}
