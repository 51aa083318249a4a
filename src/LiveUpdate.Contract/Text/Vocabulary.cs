namespace LiveUpdate.Contract;

/// <summary>The verbs of the program language: their words, and how each is read.</summary>
internal static class Vocabulary
{
    private static readonly Entry[] Entries =
    [
        new(Verb.Open, "open", ResultUse.Required, OpenDevice.Read),
        new(Verb.CreateSession, "create_session", ResultUse.Required, CreateSession.Read),
        new(Verb.RetrieveSession, "retrieve_session", ResultUse.Required, RetrieveSession.Read),
        new(Verb.PreserveFd, "preserve_fd", ResultUse.Never, PreserveFd.Read),
        new(Verb.RetrieveFd, "retrieve_fd", ResultUse.Required, RetrieveFd.Read),
        new(Verb.Finish, "finish", ResultUse.Never, FinishSession.Read),
        new(Verb.GetName, "get_name", ResultUse.Never, GetName.Read),
        new(Verb.Close, "close", ResultUse.Never, Close.Read),
        new(Verb.Dup, "dup", ResultUse.Required, Dup.Read),
        new(Verb.Readlink, "readlink", ResultUse.Never, Readlink.Read),
        new(Verb.Ioctl, "ioctl", ResultUse.Optional, Ioctl.Read),
        new(Verb.Memfd, "memfd", ResultUse.Required, CreateMemfd.Read),
        new(Verb.Tmpfile, "tmpfile", ResultUse.Required, CreateTmpfile.Read),
        new(Verb.Unlink, "unlink", ResultUse.Never, Unlink.Read),
        new(Verb.Special, "special", ResultUse.Required, CreateSpecial.Read),
        new(Verb.Reopen, "reopen", ResultUse.Required, Reopen.Read),
        new(Verb.Mmap, "mmap", ResultUse.Required, Mmap.Read),
        new(Verb.Store, "store", ResultUse.Never, Store.Read),
        new(Verb.Write, "write", ResultUse.Never, WriteFile.Read),
        new(Verb.Read, "read", ResultUse.Never, ReadFile.Read),
        new(Verb.Seek, "seek", ResultUse.Never, Seek.Read),
        new(Verb.Truncate, "truncate", ResultUse.Never, Truncate.Read),
        new(Verb.Fallocate, "fallocate", ResultUse.Never, Fallocate.Read),
        new(Verb.AddSeals, "add_seals", ResultUse.Never, AddSeals.Read),
        new(Verb.GetSeals, "get_seals", ResultUse.Never, GetSeals.Read),
        new(Verb.Stat, "stat", ResultUse.Never, Stat.Read),
        new(Verb.GetFlags, "get_flags", ResultUse.Never, GetFlags.Read),
        new(Verb.CountFds, "count_fds", ResultUse.Never, CountFds.Read),
        new(Verb.LimitFds, "limit_fds", ResultUse.Never, LimitFds.Read),
        new(Verb.Inject, "inject", ResultUse.Never, Inject.Read),
        new(Verb.Die, "die", ResultUse.Never, Die.Read),
        new(Verb.Load, "load", ResultUse.Never, Load.Read),
        new(Verb.Unload, "unload", ResultUse.Never, Unload.Read),
        new(Verb.Reboot, "reboot", ResultUse.Never, Reboot.Read),
        new(Verb.Kexec, "kexec", ResultUse.Never, Kexec.Read),
        new(Verb.ColdBoot, "cold_boot", ResultUse.Never, ColdBoot.Read),
        new(Verb.LuoEvent, "luo.event", ResultUse.Never, LuoEvent.Read),
        new(Verb.LuoState, "luo.state", ResultUse.Never, LuoState.Read),
        new(Verb.UnpreserveFd, "unpreserve_fd", ResultUse.Never, UnpreserveFd.Read),
        new(Verb.KhoFinalize, "kho.finalize", ResultUse.Never, KhoFinalize.Read),
        new(Verb.KhoAbort, "kho.abort", ResultUse.Never, KhoAbort.Read),
        new(Verb.KhoRegisterNotifier, "kho.register_notifier", ResultUse.Required, RegisterNotifier.Read),
        new(Verb.KhoUnregisterNotifier, "kho.unregister_notifier", ResultUse.Never, UnregisterNotifier.Read),
        new(Verb.KhoNotifierScript, "kho.notifier_script", ResultUse.Never, ScriptNotifier.Read),
        new(Verb.PutObject, "object.put", ResultUse.Never, PutObject.Read),
        new(Verb.TakeObject, "object.take", ResultUse.Never, TakeObject.Read),
        new(Verb.HandlerRegister, "handler.register", ResultUse.Required, RegisterHandler.Read),
        new(Verb.HandlerUnregister, "handler.unregister", ResultUse.Never, UnregisterHandler.Read),
        new(Verb.HandlerScript, "handler.script", ResultUse.Never, ScriptHandler.Read),
        new(Verb.HandlerFile, "handler.file", ResultUse.Required, CreateHandlerFile.Read),
        new(Verb.HandlerValue, "handler.value", ResultUse.Never, GetHandlerValue.Read),
        new(Verb.HandlerIncoming, "handler.incoming", ResultUse.Never, ListIncoming.Read),
        new(Verb.FlbRegister, "flb.register", ResultUse.Required, RegisterFlb.Read),
        new(Verb.FlbLink, "flb.link", ResultUse.Never, LinkFlb.Read),
        new(Verb.FlbUnregister, "flb.unregister", ResultUse.Never, UnregisterFlb.Read),
        new(Verb.FlbScript, "flb.script", ResultUse.Never, ScriptFlb.Read),
        new(
            Verb.FlbGetOutgoing,
            "flb.get_outgoing",
            ResultUse.Never,
            static (_, from) => FlbReference.Read(Verb.FlbGetOutgoing, from)
        ),
        new(
            Verb.FlbPutOutgoing,
            "flb.put_outgoing",
            ResultUse.Never,
            static (_, from) => FlbReference.Read(Verb.FlbPutOutgoing, from)
        ),
        new(
            Verb.FlbGetIncoming,
            "flb.get_incoming",
            ResultUse.Never,
            static (_, from) => FlbReference.Read(Verb.FlbGetIncoming, from)
        ),
        new(
            Verb.FlbPutIncoming,
            "flb.put_incoming",
            ResultUse.Never,
            static (_, from) => FlbReference.Read(Verb.FlbPutIncoming, from)
        ),
        new(Verb.KhoFolio, "kho.folio", ResultUse.Required, KhoFolio.Read),
        new(Verb.KhoPages, "kho.pages", ResultUse.Required, KhoPages.Read),
        new(Verb.KhoVmalloc, "kho.vmalloc", ResultUse.Required, KhoVmalloc.Read),
        new(Verb.KhoFree, "kho.free", ResultUse.Never, KhoFree.Read),
        new(Verb.KhoWrite, "kho.write", ResultUse.Never, KhoWrite.Read),
        new(Verb.KhoRead, "kho.read", ResultUse.Never, KhoRead.Read),
        new(Verb.KhoPreserveFolio, "kho.preserve_folio", ResultUse.Never, KhoPreserveFolio.Read),
        new(Verb.KhoUnpreserveFolio, "kho.unpreserve_folio", ResultUse.Never, KhoUnpreserveFolio.Read),
        new(Verb.KhoRestoreFolio, "kho.restore_folio", ResultUse.Required, KhoRestoreFolio.Read),
        new(Verb.KhoPreservePages, "kho.preserve_pages", ResultUse.Never, KhoPreservePages.Read),
        new(Verb.KhoUnpreservePages, "kho.unpreserve_pages", ResultUse.Never, KhoUnpreservePages.Read),
        new(Verb.KhoRestorePages, "kho.restore_pages", ResultUse.Required, KhoRestorePages.Read),
        new(Verb.KhoPreserveVmalloc, "kho.preserve_vmalloc", ResultUse.Never, KhoPreserveVmalloc.Read),
        new(Verb.KhoUnpreserveVmalloc, "kho.unpreserve_vmalloc", ResultUse.Never, KhoUnpreserveVmalloc.Read),
        new(Verb.KhoRestoreVmalloc, "kho.restore_vmalloc", ResultUse.Required, KhoRestoreVmalloc.Read),
        new(Verb.KhoAllocPreserve, "kho.alloc_preserve", ResultUse.Required, KhoAllocPreserve.Read),
        new(Verb.KhoUnpreserveFree, "kho.unpreserve_free", ResultUse.Never, KhoUnpreserveFree.Read),
        new(Verb.KhoRestoreFree, "kho.restore_free", ResultUse.Never, KhoRestoreFree.Read),
        new(Verb.KhoAddSubtree, "kho.add_subtree", ResultUse.Never, KhoAddSubtree.Read),
        new(Verb.KhoRemoveSubtree, "kho.remove_subtree", ResultUse.Never, KhoRemoveSubtree.Read),
        new(Verb.KhoRetrieveSubtree, "kho.retrieve_subtree", ResultUse.Optional, KhoRetrieveSubtree.Read),
        new(Verb.KhoBlocks, "kho.blocks", ResultUse.Required, KhoBlocks.Read),
        new(Verb.KhoGrow, "kho.grow", ResultUse.Never, KhoGrow.Read),
        new(Verb.KhoShrink, "kho.shrink", ResultUse.Never, KhoShrink.Read),
        new(Verb.KhoPutEntries, "kho.put_entries", ResultUse.Never, KhoPutEntries.Read),
        new(Verb.KhoGetEntries, "kho.get_entries", ResultUse.Never, KhoGetEntries.Read),
        new(Verb.KhoRestoreBlocks, "kho.restore_blocks", ResultUse.Required, KhoRestoreBlocks.Read),
        new(Verb.KhoKeys, "kho.keys", ResultUse.Never, KhoKeys.Read),
        new(Verb.KhoState, "kho.state", ResultUse.Never, KhoState.Read),
        new(Verb.KhoTree, "kho.tree", ResultUse.Required, KhoNewTree.Read),
        new(Verb.KhoAddKey, "kho.add_key", ResultUse.Never, KhoAddKey.Read),
        new(Verb.KhoDeleteKey, "kho.delete_key", ResultUse.Never, KhoDeleteKey.Read),
        new(Verb.KhoWalk, "kho.walk", ResultUse.Never, KhoWalk.Read),
    ];

    private static readonly Entry[] ByVerb = Index();

    private static readonly Dictionary<string, Entry> ByWord = Entries.ToDictionary(
        static e => e.Word,
        StringComparer.Ordinal
    );

    /// <summary>All verbs' words, in the order of the specification.</summary>
    public static IEnumerable<string> Words => Entries.Select(static e => e.Word);

    public static Entry Of(Verb verb) => ByVerb[(int)verb];

    public static Entry? Find(string word) => ByWord.GetValueOrDefault(word);

    private static Entry[] Index()
    {
        var index = new Entry[Entries.Length];
        foreach (Entry entry in Entries)
        {
            index[(int)entry.Verb] = entry;
        }

        return index;
    }

    /// <summary>One verb.</summary>
    public sealed record Entry(Verb Verb, string Word, ResultUse Result, Func<Handle, ArgumentReader, Operation> Read);
}
