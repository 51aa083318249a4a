using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>The reboot where LUO has a state: only what was prepared is handed over (LUO-STATE-02).</summary>
public class StagedReboot : LuoReboot
{
    /// <summary>The reboot hook of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    public StagedReboot(Kernel kernel)
        : base(kernel) { }

    /// <inheritdoc/>
    protected internal override Errno Serialize()
    {
        LiveUpdateOrchestrator luo = Kernel.Luo!;
        bool handsOver = ((LuoStages)Kernel.Alternative!).HandsSessionsOver;
        Kernel.Memory.Write64(luo.RecordPage, LuoHeader.NumberOffset, handsOver ? luo.Number : 0);
        if (handsOver)
        {
            return base.Serialize();
        }

        Abandon((StagedSessions)luo.Outgoing);
        return Errno.None;
    }

    /// <summary>Ends a session as if its last descriptor were closed.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="session">The session.</param>
    protected static void Close(StagedSessions sessions, Session session) => sessions.Close(session);

    /// <summary>Hands nothing over: memory that waited in the next kernel for nobody would be lost to it (LUO-STATE-12).</summary>
    /// <param name="sessions">The sessions.</param>
    protected internal virtual void Abandon(StagedSessions sessions)
    {
        LiveUpdateOrchestrator luo = Kernel.Luo!;
        sessions.Abandon();
        WriteSessionsAddress(0);
        Kernel.Memory.Write64(luo.RecordPage, LuoHeader.FlbsAddressOffset, 0);
        Kernel.Outgoing!.FreePreserved(luo.FlbPage);
    }
}
