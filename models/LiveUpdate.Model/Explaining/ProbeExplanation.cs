using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Which clause a wrong answer of the probe in the kernel breaks.</summary>
internal static class ProbeExplanation
{
    /// <summary>The clause.</summary>
    /// <param name="state">The state before the operation.</param>
    /// <param name="op">The operation.</param>
    /// <param name="wanted">An answer that is allowed.</param>
    /// <param name="got">The answer.</param>
    public static ClauseId Of(ModelState state, Operation op, Outcome wanted, Outcome got)
    {
        if (wanted.Errno is Errno.EBADF or Errno.ESTALE or Errno.ERANGE && op is not KhoAddKey)
        {
            return ClauseId.None;
        }

        KernelMemory memory = KernelMemoryStep.Of(state);
        return op switch
        {
            KhoFolio or KhoPages or KhoVmalloc => Memory(memory, got, ClauseId.None),
            KhoFree => wanted.Errno == Errno.EBUSY || got.Errno == Errno.EBUSY ? LastChange(memory) : ClauseId.None,
            KhoRead read => Contents(memory.Find(read.Target), got),
            KhoState => State(wanted, got),
            KhoKeys => IsReordered(wanted, got) ? Clauses.KhoRadix04 : LastChange(memory),
            KhoPreserveFolio => Preserve(state, Clauses.KhoPres01, KeysOf(memory, op)),
            KhoPreservePages => Preserve(state, Clauses.KhoPres02, KeysOf(memory, op)),
            KhoUnpreserveFolio or KhoUnpreservePages => Clauses.KhoPres06,
            KhoAllocPreserve => Memory(memory, got, AllocPreserve(state, wanted)),
            KhoUnpreserveFree free => free.Memory.IsNone ? Clauses.KhoPres09
            : got.Errno == Errno.EBUSY ? LastChange(memory)
            : Clauses.KhoPres04,
            KhoRestoreFree free => free.Memory.IsNone ? Clauses.KhoPres09 : Clauses.KhoRest01,
            KhoRestoreFolio folio => Restore(state, memory, folio.Target, folio.At, wanted, got),
            KhoRestorePages pages => Restore(state, memory, pages.Target, pages.At, wanted, got),
            KhoPreserveVmalloc => PreserveArea(state, memory, wanted, got),
            KhoUnpreserveVmalloc => Clauses.KhoVm04,
            KhoRestoreVmalloc area => RestoreArea(memory, area, wanted),
            KhoAddSubtree => wanted.IsOk && got.Errno == Errno.EEXIST ? Clauses.KhoFdt04 : Clauses.KhoFdt03,
            KhoRemoveSubtree => Clauses.KhoFdt04,
            KhoRetrieveSubtree retrieve => Retrieve(memory, retrieve, wanted, got),
            KhoGrow => Grow(state, memory, op, wanted, got),
            KhoShrink or KhoBlocks or KhoPutEntries => Clauses.KhoBlk01,
            KhoGetEntries => Clauses.KhoBlk03,
            KhoRestoreBlocks => wanted.IsOk && got.IsOk ? Clauses.KhoBlk03 : Clauses.KhoBlk02,
            KhoAddKey or KhoDeleteKey => Clauses.KhoRadix06,
            KhoWalk walk => Walk(memory, walk, wanted, got),
            _ => ClauseId.None,
        };
    }

    /// <summary>Whether the keys are the right ones in another order.</summary>
    private static bool IsReordered(Outcome wanted, Outcome got) =>
        wanted.TryGet(Field.Keys, out FieldValue right)
        && got.TryGet(Field.Keys, out FieldValue said)
        && right.Bytes!.Length == said.Bytes?.Length
        && $"{right.Bytes}"
            .Split(',')
            .Order(StringComparer.Ordinal)
            .SequenceEqual($"{said.Bytes}".Split(',').Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static ClauseId LastChange(KernelMemory memory) => memory.Changes?.Clause ?? Clauses.KhoRest05;

    /// <summary>New memory that is somebody's already is the worse the more precious that is.</summary>
    private static ClauseId Memory(KernelMemory memory, Outcome got, ClauseId otherwise) =>
        got.TryGet(Field.Frames, out FieldValue value)
        && value.Bytes is { } text
        && FrameList.TryParse(text, out FrameRun[] frames)
        && memory.AreWaiting(frames)
            ? Clauses.KhoRest05
            : otherwise;

    private static ClauseId AllocPreserve(ModelState state, Outcome wanted) =>
        !state.IsKhoEnabled && wanted.Errno == Errno.EINVAL ? Clauses.KhoPres10 : Clauses.KhoPres08;

    private static ClauseId Contents(ProbeObject? target, Outcome got) =>
        target switch
        {
            { IsRestored: true, Kind: ProbeObjectKind.Area } => Clauses.KhoVm01,
            { IsRestored: true } => Clauses.KhoRest01,
            { WasAllocatedPreserved: true } when got.IsOk => Clauses.KhoPres08,
            _ => ClauseId.None,
        };

    private static ClauseId State(Outcome wanted, Outcome got)
    {
        wanted.TryGet(Field.Enabled, out FieldValue enabled);
        return got.TryGet(Field.Enabled, out FieldValue said) && said == enabled
            ? Clauses.KhoCrash01
            : Clauses.KhoCmd01;
    }

    private static IReadOnlyList<ulong> KeysOf(KernelMemory memory, Operation op) =>
        op switch
        {
            KhoPreserveFolio { Target: var target } when memory.Find(target) is { Frames.Count: > 0 } folio =>
            [
                KernelPreserveStep.KeyOf(folio),
            ],
            KhoPreservePages pages when memory.Find(pages.Target) is { Frames.Count: > 0 } range => memory.Cut(
                range.Frames[0].Start + pages.At,
                pages.Count
            ),
            _ => [],
        };

    private static ClauseId Preserve(ModelState state, ClauseId first, IReadOnlyList<ulong> keys)
    {
        ulong[] known = KernelMemoryStep.Of(state).Keys;
        bool isAgain = keys.Count > 0 && keys.All(key => Array.BinarySearch(known, key) >= 0);
        return !state.IsKhoEnabled && keys.Count > 0 ? Clauses.KhoPres10
            : isAgain ? Clauses.KhoPres03
            : first;
    }

    private static ClauseId Restore(
        ModelState state,
        KernelMemory memory,
        Handle handle,
        ulong at,
        Outcome wanted,
        Outcome got
    )
    {
        ProbeObject target = memory.Find(handle)!;
        if (!wanted.IsOk)
        {
            return got.IsOk ? KernelRestoreStep.WhyNot(memory, target, target.FrameAt(at)) : Clauses.KhoRest03;
        }

        if (!got.IsOk)
        {
            return target.WasPartlyUnpreserved ? Clauses.KhoPres05
                : target.PreservedAfterLoad ? Clauses.KhoPres12
                : IsOutOfOrder(state, memory, target, at) ? Clauses.KhoRest06
                : Clauses.KhoRest01;
        }

        bool isWhereItWas = Same(Field.Frames) && Same(Field.Order);
        return isWhereItWas ? Clauses.KhoRest04 : Clauses.KhoRest01;

        bool Same(Field field) =>
            !wanted.TryGet(field, out FieldValue value) || (got.TryGet(field, out FieldValue said) && said == value);
    }

    /// <summary>Whether something else was restored before, or the restoring differs from the preserving in who does it.</summary>
    private static bool IsOutOfOrder(ModelState state, KernelMemory memory, ProbeObject target, ulong at) =>
        memory.Restored.Count > 0
        || target.Kind == ProbeObjectKind.Address
        || (memory.Incoming.Count > 1 && memory.Incoming[0].Run.Start != target.FrameAt(at))
        || !state.IsLuoEnabled;

    private static ClauseId PreserveArea(ModelState state, KernelMemory memory, Outcome wanted, Outcome got) =>
        wanted.IsOk ? Memory(memory, got, Clauses.KhoVm01)
        : wanted.Errno == Errno.EINVAL && !state.IsKhoEnabled ? Clauses.KhoPres10
        : Clauses.KhoVm03;

    private static ClauseId RestoreArea(KernelMemory memory, KhoRestoreVmalloc area, Outcome wanted)
    {
        ProbeObject target = memory.Find(area.Target)!;
        return wanted.IsOk ? Clauses.KhoVm01
            : target.IsWaiting ? Clauses.KhoVm05
            : KernelRestoreStep.WhyNot(memory, target, target.FrameAt(0));
    }

    private static ClauseId Retrieve(KernelMemory memory, KhoRetrieveSubtree retrieve, Outcome wanted, Outcome got) =>
        wanted.IsOk
            ? IsRetrievedAgain(memory, retrieve)
                ? Clauses.KhoFdt05
                : Clauses.KhoFdt02
            : got.IsOk && memory.IncomingSubtrees.All(one => !one.Name.Equals(retrieve.Name))
                ? Clauses.KhoFdt04
                : Clauses.KhoFdt05;

    private static bool IsRetrievedAgain(KernelMemory memory, KhoRetrieveSubtree retrieve) =>
        memory.IncomingSubtrees.Any(one =>
            one.Name.Equals(retrieve.Name)
            && memory.Objects.Any(o => o.Kind == ProbeObjectKind.Address && o.Frames[0].Start == one.Frame)
        );

    private static ClauseId Grow(ModelState state, KernelMemory memory, Operation op, Outcome wanted, Outcome got) =>
        memory.Find(((KhoGrow)op).Target) is { IsRestored: true } ? Clauses.KhoBlk04
        : !state.IsKhoEnabled && wanted.Errno == Errno.EINVAL ? Clauses.KhoPres10
        : Memory(memory, got, Clauses.KhoBlk01);

    /// <summary>A walk that goes on when it is told to stop, or calls back for other nodes, is wrong in its callbacks; else in its keys.</summary>
    private static ClauseId Walk(KernelMemory memory, KhoWalk walk, Outcome wanted, Outcome got)
    {
        if (wanted.IsOk != got.IsOk || wanted.Errno != got.Errno)
        {
            return Clauses.KhoRadix05;
        }

        wanted.TryGet(Field.Keys, out FieldValue keys);
        bool sameKeys = got.TryGet(Field.Keys, out FieldValue said) && said == keys;
        return sameKeys ? Clauses.KhoRadix05
            : memory.Find(walk.Target) is { SawWideKey: true } ? Clauses.KhoRadix06
            : Clauses.KhoRadix04;
    }
}
