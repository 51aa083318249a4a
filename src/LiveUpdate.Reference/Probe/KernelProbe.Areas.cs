using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <content>Areas that are linear in virtual space (kho 7).</content>
internal sealed partial class KernelProbe
{
    private Outcome PreserveArea(Handle handle)
    {
        Errno error = FindMemory(handle, out ProbeObject one);
        error = error == Errno.None ? _kernel.Vmalloc.Check(one.Area) : error;
        if (error == Errno.None && one.Descriptor is not null)
        {
            error = Errno.EBUSY;
        }

        if (error == Errno.None && Outgoing is null)
        {
            error = Off();
        }

        VmallocDescriptor descriptor = default;
        error = error == Errno.None ? _kernel.Vmalloc.Preserve(one.Area!, out descriptor) : error;
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        one.Descriptor = descriptor;
        one.Chunks = ChunksOf(descriptor);
        return Outcome.Success(FramesOf(one.Chunks, Field.Chunks));
    }

    private int[] ChunksOf(in VmallocDescriptor descriptor)
    {
        var chunks = new List<int>();
        for (ulong address = descriptor.First; Memory.TryPage(address, out int page); )
        {
            if (address == 0 || chunks.Contains(page))
            {
                break;
            }

            chunks.Add(page);
            address = VmallocChunk.Next(Memory.Page(page));
        }

        return [.. chunks];
    }

    private Outcome UnpreserveArea(Handle handle)
    {
        Errno error = Find(handle, isLive: true, out ProbeObject one, ProbeObjectKind.Area);
        if (error == Errno.None && one.Descriptor is null)
        {
            error = Errno.ENODATA;
        }

        error = error == Errno.None ? CheckRemoval() : error;
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        int[] all = [.. one.Frames, .. one.Chunks];
        _kernel.Vmalloc.Unpreserve(one.Descriptor!.Value);
        one.Descriptor = null;
        one.Chunks = [];
        return Outcome.Success(Field.Left, (ulong)WalkOver(all.ToHashSet()).Keys.Length);
    }

    private Outcome RestoreArea(KhoRestoreVmalloc op)
    {
        Errno error = Find(op.Target, isLive: false, out ProbeObject one, ProbeObjectKind.Area);
        if (error == Errno.None && one.Descriptor is null)
        {
            error = Errno.ENODATA;
        }

        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        VmallocDescriptor descriptor = one.Descriptor!.Value;
        descriptor = descriptor with { TotalPages = (uint)(op.Pages ?? descriptor.TotalPages) };
        int[] frames = Unused(one.Frames);
        int[] chunks = Unused(one.Chunks);
        VmallocArea? area = _kernel.Incoming is null ? null : _kernel.RestoreVmalloc(descriptor, PageOwner.KernelUser);
        if (area is null)
        {
            Lose(frames, PageOwner.KernelUser);
            Lose(chunks, PageOwner.VmallocChunk);
            return Outcome.Refused(Guards.Refusal(Errno.ENOENT, "KHO-VM-05"));
        }

        var made = new ProbeObject
        {
            Kind = ProbeObjectKind.Area,
            Area = area,
            Frames = PagesOf(area),
            Order = area.Order,
        };
        return Keep(op.Result, made, FramesOf(made.Frames));
    }
}
