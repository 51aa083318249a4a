namespace LiveUpdate.Contract.Tests;

/// <summary>Operations of the probe in the kernel from arbitrary values.</summary>
internal static class KernelOperations
{
    /// <summary>One operation of a verb.</summary>
    public static Operation Make(
        Verb verb,
        Handle result,
        Handle target,
        ulong x,
        ulong y,
        byte fill,
        ByteString name
    ) =>
        verb switch
        {
            Verb.KhoFolio => new KhoFolio(result, x % 11, Maybe(y, fill)),
            Verb.KhoPages => new KhoPages(result, 1 + x % 1024, Maybe(y, fill)),
            Verb.KhoVmalloc => new KhoVmalloc(result, 1 + x % 4096, y % 5, Maybe(y, fill), x % 2),
            Verb.KhoFree => new KhoFree(target),
            Verb.KhoWrite => new KhoWrite(target, x, y % FileLimits.MaxTransfer, fill),
            Verb.KhoRead => new KhoRead(target, x, y % FileLimits.MaxTransfer),
            Verb.KhoPreserveFolio => new KhoPreserveFolio(target),
            Verb.KhoUnpreserveFolio => new KhoUnpreserveFolio(target),
            Verb.KhoRestoreFolio => new KhoRestoreFolio(result, target, x),
            Verb.KhoPreservePages => new KhoPreservePages(target, x, y),
            Verb.KhoUnpreservePages => new KhoUnpreservePages(target, x, y),
            Verb.KhoRestorePages => new KhoRestorePages(result, target, x, Math.Max(1, y)),
            Verb.KhoPreserveVmalloc => new KhoPreserveVmalloc(target),
            Verb.KhoUnpreserveVmalloc => new KhoUnpreserveVmalloc(target),
            Verb.KhoRestoreVmalloc => new KhoRestoreVmalloc(result, target, x % 3 == 0 ? null : y % 65536),
            Verb.KhoAllocPreserve => new KhoAllocPreserve(result, x),
            Verb.KhoUnpreserveFree => new KhoUnpreserveFree(x % 2 == 0 ? target : Handle.None),
            Verb.KhoRestoreFree => new KhoRestoreFree(x % 2 == 0 ? target : Handle.None),
            Verb.KhoAddSubtree => new KhoAddSubtree(target, name, x % 3 == 0 ? null : y),
            Verb.KhoRemoveSubtree => new KhoRemoveSubtree(target),
            Verb.KhoRetrieveSubtree => new KhoRetrieveSubtree(x % 2 == 0 ? result : Handle.None, name),
            Verb.KhoBlocks => new KhoBlocks(result, 1 + x % 4080),
            Verb.KhoGrow => new KhoGrow(target, x % 4097),
            Verb.KhoShrink => new KhoShrink(target, x % 4097),
            Verb.KhoPutEntries => new KhoPutEntries(target, x % 4097, fill),
            Verb.KhoGetEntries => new KhoGetEntries(target),
            Verb.KhoRestoreBlocks => new KhoRestoreBlocks(result, target),
            Verb.KhoKeys => new KhoKeys(),
            Verb.KhoState => new KhoState(),
            Verb.KhoTree => new KhoNewTree(result),
            Verb.KhoAddKey => new KhoAddKey(target, Math.Max(1, x)),
            Verb.KhoDeleteKey => new KhoDeleteKey(target, Math.Max(1, x)),
            Verb.KhoWalk => new KhoWalk(target, x % 3 == 0 ? null : y),
            _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "a verb without a generator"),
        };

    private static byte? Maybe(ulong number, byte fill) => number % 2 == 0 ? fill : null;
}
