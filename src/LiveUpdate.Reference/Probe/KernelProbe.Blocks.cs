using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <content>Block sets (kho 8) and trees of the probe's own (kho 4.1).</content>
internal sealed partial class KernelProbe
{
    private Outcome MakeBlocks(KhoBlocks op) =>
        Keep(
            op.Result,
            new ProbeObject
            {
                Kind = ProbeObjectKind.Blocks,
                EntrySize = (int)op.Entry,
                Blocks = _kernel.Parts.CreateBlockSet(_kernel, (int)op.Entry, PageOwner.KernelUser),
            }
        );

    private Errno FindSet(Handle handle, out ProbeObject one) =>
        Find(handle, isLive: true, out one, ProbeObjectKind.Blocks);

    private Outcome Grow(KhoGrow op)
    {
        Errno error = FindSet(op.Target, out ProbeObject one);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        // With KHO off there is no room to be had, but what fits already is no matter (KHO-PRES-10).
        BlockSet set = one.Blocks!;
        bool fits = !set.IsIncoming && (ulong)set.BlockCount * (ulong)set.EntriesPerBlock >= op.Entries;
        error =
            set.IsIncoming || Outgoing is not null ? set.Grow((int)op.Entries)
            : fits ? Errno.None
            : Off();
        return error == Errno.None ? Shape(set) : Outcome.Refused(error);
    }

    private Outcome Shrink(KhoShrink op)
    {
        Errno error = FindSet(op.Target, out ProbeObject one);
        error = error == Errno.None ? CheckDropping(one.Blocks!, op.Entries) : error;
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        one.Blocks!.Shrink((int)op.Entries);
        return Shape(one.Blocks);
    }

    /// <summary>Whether a set can do with less: to drop a block of its own takes that out of what is handed over.</summary>
    private Errno CheckDropping(BlockSet set, ulong entries) =>
        !set.IsIncoming && set.BlockCount > 0 && entries <= (ulong)(set.BlockCount - 1) * (ulong)set.EntriesPerBlock
            ? CheckRemoval()
            : Errno.None;

    /// <summary>What can be seen of a set: how many blocks it says it has, and those that its chain leads to.</summary>
    private Outcome Shape(BlockSet set)
    {
        var chain = new List<int>();
        for (ulong address = set.HeadAddress; address != 0 && Memory.TryPage(address, out int page); )
        {
            if (chain.Count > set.BlockCount)
            {
                break;
            }

            chain.Add(page);
            address = Memory.Read64(page, BlockHeader.NextOffset);
        }

        return Outcome.Success(new FieldValue(Field.Count, (ulong)set.BlockCount), FramesOf([.. chain]));
    }

    private Outcome PutEntries(KhoPutEntries op)
    {
        Errno error = FindSet(op.Target, out ProbeObject one);
        if (error == Errno.None && one.Blocks!.IsIncoming)
        {
            error = Errno.EPERM;
        }

        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        BlockSet set = one.Blocks!;
        set.Clear();
        set.Rewind();
        ulong written = 0;
        while (written < op.Count)
        {
            Span<byte> entry = set.ReserveEntry();
            if (entry.IsEmpty)
            {
                break;
            }

            entry.Fill((byte)(op.Fill + written));
            written++;
        }

        return Outcome.Success(Field.Count, written);
    }

    private Outcome GetEntries(Handle handle)
    {
        Errno error = FindSet(handle, out ProbeObject one);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        BlockSet set = one.Blocks!;
        set.Rewind();
        _runs.Clear();
        ulong count = 0;
        for (ReadOnlySpan<byte> entry = set.ReadEntry(); !entry.IsEmpty; entry = set.ReadEntry())
        {
            _runs.Add(entry);
            count++;
        }

        return Outcome.Success(new FieldValue(Field.Count, count), new FieldValue(Field.Data, _runs.ToValue()));
    }

    private Outcome RestoreBlocks(KhoRestoreBlocks op)
    {
        Errno error = Find(op.Target, isLive: false, out ProbeObject one, ProbeObjectKind.Blocks);
        bool isEmpty = error == Errno.None && (one.Blocks?.BlockCount ?? one.Frames.Length) == 0;
        if (error == Errno.None && !isEmpty)
        {
            // What the kernel trusts, the probe does not hand it: a chain that was not handed over, or is in use.
            bool canRestore =
                !one.IsLive
                && !one.IsAttached
                && _kernel.Incoming is not null
                && _kernel.Incoming.CanRestore(one.Head, out _);
            error = canRestore ? Errno.None : Errno.ESTALE;
        }

        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        BlockSet set = _kernel.Parts.CreateBlockSet(_kernel, one.EntrySize, PageOwner.KernelUser);
        one.IsAttached |= !isEmpty;
        _waiting = [.. _waiting.Except(one.Frames)];
        error = set.Restore(isEmpty ? 0 : one.Head);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        _objects[op.Result] = new ProbeObject
        {
            Kind = ProbeObjectKind.Blocks,
            EntrySize = one.EntrySize,
            Blocks = set,
        };
        return Shape(set);
    }

    private Outcome MakeTree(KhoNewTree op)
    {
        PreservationTracker tree = _kernel.Parts.CreateTracker(Memory, Allocator);
        return tree.RootPage == 0
            ? Outcome.Refused(Errno.ENOMEM)
            : Keep(op.Result, new ProbeObject { Kind = ProbeObjectKind.Tree, Tree = tree });
    }

    private Errno FindTree(Handle handle, out ProbeObject one) =>
        Find(handle, isLive: true, out one, ProbeObjectKind.Tree);

    private Outcome AddKey(KhoAddKey op)
    {
        Errno error = FindTree(op.Target, out ProbeObject one);
        return Answer(error == Errno.None ? one.Tree!.AddKey(new TrackerKey(op.Key)) : error);
    }

    private Outcome DeleteKey(KhoDeleteKey op)
    {
        Errno error = FindTree(op.Target, out ProbeObject one);
        if (error == Errno.None)
        {
            one.Tree!.DeleteKey(new TrackerKey(op.Key));
        }

        return Answer(error);
    }

    private Outcome Walk(KhoWalk op)
    {
        Errno error = FindTree(op.Target, out ProbeObject one);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        var walk = new TreeWalk(op.Stop ?? 0);
        error = one.Tree!.Walk(walk);
        return error == Errno.None ? Outcome.Success(walk.Fields) : Outcome.Refused(error, walk.Fields);
    }
}
