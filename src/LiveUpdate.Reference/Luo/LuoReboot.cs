using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>LUO's part of reboot(KEXEC): freezes and writes everything down, or puts everything back (luo-model 4.3 to 4.5).</summary>
/// <remarks>Overrides may order, write or roll back differently; they return an error only when the jump must not happen.</remarks>
public class LuoReboot
{
    /// <summary>The reboot hook of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    public LuoReboot(Kernel kernel) => Kernel = kernel;

    /// <summary>The kernel.</summary>
    protected Kernel Kernel { get; }

    private LiveUpdateOrchestrator Luo => Kernel.Luo!;

    /// <summary>A call begins that no reboot may overtake: it waits while one serializes, for ever if that succeeds (LUO-REBOOT-06).</summary>
    /// <param name="call">The call.</param>
    protected internal virtual void Begin(LuoCall call) => Kernel.Enter(KernelLock.Serialize, this, alone: false);

    /// <summary>Such a call ends.</summary>
    /// <param name="call">The call.</param>
    protected internal virtual void End(LuoCall call) => Kernel.Leave(KernelLock.Serialize, this);

    /// <summary>Serializes all sessions while nothing else can change them; after a success nothing ever will (luo-model 4.5).</summary>
    /// <returns>Success, or the error of a handler with everything rolled back (LUO-REBOOT-03).</returns>
    internal Errno SerializeAlone()
    {
        Kernel.Enter(KernelLock.Serialize, this);
        Errno error = Serialize();
        if (error != Errno.None)
        {
            LetGo();
        }

        return error;
    }

    /// <summary>After a reboot that was refused all who wait go on (LUO-RACE-06).</summary>
    protected internal virtual void LetGo() => Kernel.Leave(KernelLock.Serialize, this);

    /// <summary>Serializes all sessions.</summary>
    /// <returns>Success, or the error of a handler with everything rolled back (LUO-REBOOT-03).</returns>
    protected internal virtual Errno Serialize()
    {
        WriteSessionsAddress(0);
        OutgoingSessions outgoing = Luo.Outgoing;
        outgoing.Blocks.Rewind();
        for (int i = 0; i < outgoing.Sessions.Count; i++)
        {
            Session session = outgoing.Sessions[i];
            Span<byte> entry = outgoing.Blocks.ReserveEntry();
            Kernel.Enter(KernelLock.Session, session);
            Errno error = session.Files.Freeze(out int frozen);
            if (error != Errno.None)
            {
                Kernel.Leave(KernelLock.Session, session);
                Rollback(i, frozen);
                return error;
            }

            WriteRecord(session, entry);
            Kernel.Leave(KernelLock.Session, session);
        }

        Kernel.Point();
        WriteSessionsAddress(outgoing.Sessions.Count == 0 ? 0 : outgoing.Blocks.HeadAddress);
        WriteLifecycleBound();
        Kernel.Point();
        Errno refusal = Complete();
        if (refusal != Errno.None)
        {
            RollbackAll();
        }

        return refusal;
    }

    /// <summary>Lets a KHO that has to be finalized do that, behind everything else (KHO-FINAL-08).</summary>
    /// <returns>Success, or why the jump must not happen.</returns>
    protected internal virtual Errno Complete() => Kernel.Alternative?.CompleteInReboot() ?? Errno.None;

    /// <summary>Undoes a serialization that was complete, as if the file behind the last one had failed (KHO-FINAL-08).</summary>
    protected internal virtual void RollbackAll()
    {
        WriteSessionsAddress(0);
        int last = Luo.Outgoing.Sessions.Count - 1;
        if (last >= 0)
        {
            Rollback(last, Luo.Outgoing.Sessions[last].Files.Files.Count);
        }
    }

    /// <summary>Undoes a serialization: the failing session first, then the ones before it in reverse (LUO-REBOOT-02).</summary>
    /// <param name="failed">The index of the session in which a freeze failed.</param>
    /// <param name="frozen">How many of its files had been frozen.</param>
    protected internal virtual void Rollback(int failed, int frozen)
    {
        Unfreeze(failed, frozen);
        for (int i = failed - 1; i >= 0; i--)
        {
            int count = Luo.Outgoing.Sessions[i].Files.Files.Count;
            if (count > 0)
            {
                Unfreeze(i, count);
            }
        }

        ClearRecords(failed);
    }

    /// <summary>Unfreezes the first files of a session, and empties its records.</summary>
    /// <param name="session">The index of the session.</param>
    /// <param name="count">How many files.</param>
    protected void Unfreeze(int session, int count) => Luo.Outgoing.Sessions[session].Files.Unfreeze(count);

    /// <summary>Writes a session's record (luo-abi 3).</summary>
    /// <param name="session">The session.</param>
    /// <param name="entry">Where.</param>
    protected internal virtual void WriteRecord(Session session, Span<byte> entry)
    {
        session.Files.Describe(out ulong address, out ulong count);
        new SessionRecord
        {
            Name = session.Name.Span,
            FilesAddress = address,
            FileCount = count,
        }.WriteTo(entry);
    }

    /// <summary>Writes where the sessions are; 0 before a reboot and after a failed one (LUO-REBOOT-04).</summary>
    /// <param name="address">The physical address of the first block, or 0.</param>
    protected internal virtual void WriteSessionsAddress(ulong address) =>
        Kernel.Memory.Write64(Luo.RecordPage, LuoHeader.SessionsAddressOffset, address);

    /// <summary>Writes the FLB page, once all files are frozen (luo-model 6.4).</summary>
    protected internal virtual void WriteLifecycleBound() => Luo.Flbs.Serialize();

    private void ClearRecords(int sessions)
    {
        Luo.Outgoing.Blocks.Rewind();
        for (int i = 0; i <= sessions; i++)
        {
            Luo.Outgoing.Blocks.ReserveEntry().Clear();
        }
    }
}
