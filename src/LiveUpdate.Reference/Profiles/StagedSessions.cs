using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>The outgoing sessions where LUO has a state: made in normal only, and taken out of what is prepared when they end.</summary>
public class StagedSessions : OutgoingSessions
{
    /// <summary>No sessions.</summary>
    /// <param name="kernel">The kernel.</param>
    public StagedSessions(Kernel kernel)
        : base(kernel) { }

    /// <summary>Whether what is to be handed over is complete.</summary>
    protected bool IsPrepared => Stages.IsPrepared;

    private LuoStages Stages => (LuoStages)Kernel.Alternative!;

    /// <inheritdoc/>
    protected internal override Errno Create(ByteString field, out Session? session)
    {
        if (IsValid(NameOf(field)) && !Stages.IsOpen)
        {
            session = null;
            return Refusal(Errno.EBUSY, "LUO-STATE-03");
        }

        return base.Create(field, out session);
    }

    /// <inheritdoc/>
    protected internal override void Close(Session session)
    {
        Withdraw((StagedFiles)session.Files);
        base.Close(session);
    }

    /// <summary>A session ends that was to be handed over: its files are not frozen and not prepared any more (LUO-STATE-10).</summary>
    /// <param name="files">Its files.</param>
    protected internal virtual void Withdraw(StagedFiles files)
    {
        if (Stages.IsFrozen)
        {
            UnfreezeAll(files);
        }

        if (IsPrepared)
        {
            CancelAll(files);
        }
    }

    /// <summary>Unfreezes all files of a session.</summary>
    /// <param name="files">The files.</param>
    protected static void UnfreezeAll(StagedFiles files) => files.Unfreeze(files.Files.Count);

    /// <summary>Cancels all files of a session.</summary>
    /// <param name="files">The files.</param>
    protected static void CancelAll(StagedFiles files) => files.Cancel(files.Files.Count);

    /// <summary>All sessions end with the kernel (LUO-STATE-12).</summary>
    protected internal virtual void Abandon()
    {
        foreach (Session session in Sessions)
        {
            ((StagedFiles)session.Files).Abandon();
        }

        Blocks.Shrink(0);
    }
}
