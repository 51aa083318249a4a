using LiveUpdate.Contract;
using LiveUpdate.Handover;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>What LUO finds of the kernel before at early boot, whether it is going to be used or not (luo-model 2.1).</summary>
public sealed class IncomingLuo
{
    private IncomingLuo() { }

    /// <summary>Nothing was handed over.</summary>
    public static IncomingLuo None { get; } = new();

    /// <summary>Which live update led here, 0 for none.</summary>
    public ulong Number { get; private init; }

    /// <summary>The blocks of session records, or <see langword="null"/>.</summary>
    public BlockSet? Sessions { get; private init; }

    /// <summary>The FLB page, which is never freed, or 0.</summary>
    public int FlbPage { get; private init; }

    /// <summary>Reads LUO's record and attaches the chain of sessions.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="incoming">What was found.</param>
    /// <returns>Success; an error where the kernel panics rather than risk private data (LUO-BOOT-01).</returns>
    public static Errno TryRead(Kernel kernel, out IncomingLuo incoming)
    {
        incoming = None;
        Errno error = kernel.Incoming!.RetrieveSubtree(FormatNames.LuoSubtree, out ulong address, out ulong size);
        if (error == Errno.ENOENT)
        {
            return Errno.None;
        }

        Span<byte> bytes = stackalloc byte[LuoHeader.Size];
        if (error != Errno.None || size < LuoHeader.Size || !kernel.Memory.TryRead(address, bytes))
        {
            return Refusal(Errno.EINVAL, "LUO-BOOT-01");
        }

        LuoHeader header = LuoHeader.Read(bytes);
        if (!kernel.Parts.Accepts(header))
        {
            return Refusal(Errno.EINVAL, "LUO-BOOT-01");
        }

        BlockSet? blocks = null;
        if (header.SessionsAddress != 0)
        {
            blocks = kernel.Parts.CreateBlockSet(kernel, SessionRecord.Size, PageOwner.SessionBlock);
            error = blocks.Restore(header.SessionsAddress);
            if (error != Errno.None)
            {
                return Refusal(error, "LUO-BOOT-01");
            }
        }

        bool hasFlbs = kernel.Incoming.CanRestore(header.FlbsAddress, out int flbs);
        incoming = new IncomingLuo
        {
            Number = header.Number,
            Sessions = blocks,
            FlbPage = hasFlbs ? flbs : 0,
        };
        _ = kernel.Incoming.RestoreAndFree(address);
        return Errno.None;
    }

    /// <summary>Says to an audit what waits here.</summary>
    /// <param name="audit">The audit.</param>
    internal void Account(MemoryAudit audit)
    {
        if (FlbPage != 0)
        {
            audit.ClaimIncoming(FlbPage);
        }
    }
}
