using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <content>Subtrees (kho 5).</content>
internal sealed partial class KernelProbe
{
    private const int MaxName = 31;

    private static bool TryName(ByteString name, out byte[] full)
    {
        full = [.. "probe-"u8, .. name.Span];
        if (name.Length is 0 or > MaxName)
        {
            return false;
        }

        foreach (byte b in name.Span)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && !"-_.,+"u8.Contains(b))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a subtree of the outgoing tree has its blob in an object.</summary>
    private bool IsBlob(ProbeObject one)
    {
        if (
            Outgoing is null
            || one.Frames.Length == 0
            || !FlattenedDeviceTree.TryRead(Memory.Page(Outgoing.TreePage), out FlattenedDeviceTree tree, out _)
        )
        {
            return false;
        }

        for (int node = tree.FirstSubnode(tree.Root); node >= 0; node = tree.NextSubnode(node))
        {
            if (
                tree.TryGetNumber(node, FormatNames.PreservedData, out ulong address)
                && Memory.TryPage(address, out int page)
                && one.Frames.Contains(page)
            )
            {
                return true;
            }
        }

        return false;
    }

    private Errno FindBlob(Handle handle, out ProbeObject one)
    {
        Errno error = Find(handle, isLive: true, out one, ProbeObjectKind.Folio, ProbeObjectKind.Pages);
        return error == Errno.None && Outgoing is null ? Errno.EOPNOTSUPP : error;
    }

    private Outcome AddSubtree(KhoAddSubtree op)
    {
        if (!TryName(op.Name, out byte[] name))
        {
            return Outcome.Refused(Errno.EINVAL);
        }

        Errno error = FindBlob(op.Target, out ProbeObject one);
        ulong size = error == Errno.None ? op.Size ?? (ulong)one.Frames.Length * (ulong)PageSize : 0;
        if (error == Errno.None && size > (ulong)one.Frames.Length * (ulong)PageSize)
        {
            error = Errno.ERANGE;
        }

        return Answer(error == Errno.None ? Outgoing!.AddSubtree(name, one.Frames[0], size) : error);
    }

    private Outcome RemoveSubtree(Handle handle)
    {
        Errno error = FindBlob(handle, out ProbeObject one);
        error = error == Errno.None ? CheckRemoval() : error;
        if (error == Errno.None)
        {
            Outgoing!.RemoveSubtree(one.Frames[0]);
        }

        return Answer(error);
    }

    private Outcome RetrieveSubtree(KhoRetrieveSubtree op)
    {
        if (!TryName(op.Name, out byte[] name))
        {
            return Outcome.Refused(Errno.EINVAL);
        }

        // That nothing came in is found out before the arguments are looked at (KHO-FDT-05).
        if (_kernel.Incoming is null)
        {
            return Outcome.Refused(Guards.Refusal(Errno.ENOENT, "KHO-FDT-05"));
        }

        if (op.Result.IsNone)
        {
            return Outcome.Refused(Guards.Refusal(Errno.EINVAL, "KHO-FDT-05"));
        }

        Errno error = _kernel.Incoming.RetrieveSubtree(name, out ulong address, out ulong size);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        int first = (int)(address >> Memory.Geometry.PageShift);
        int count = (int)Math.Clamp(Memory.Geometry.PagesFor(size), 1, (ulong)Memory.PageCount);
        int[] frames = Row(first, count);
        return Keep(
            op.Result,
            new ProbeObject
            {
                Kind = ProbeObjectKind.Address,
                IsLive = false,
                Frames = frames,
                Waiting = WaitingOf(frames),
            },
            FramesOf(frames),
            new FieldValue(Field.Size, size)
        );
    }
}
