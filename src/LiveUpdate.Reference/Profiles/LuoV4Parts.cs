using LiveUpdate.Contract;
using LiveUpdate.Handover;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>The fourth version of LUO: one state for all of it, and files that can be unpreserved one by one (D4.1, D3.8).</summary>
/// <remarks>The image is that of 7.3; a live update that was not prepared has the number 0 in it.</remarks>
public class LuoV4Parts : Parts
{
    /// <inheritdoc/>
    protected internal override AlternativeCalls? CreateAlternative(Kernel kernel) => CreateStages(kernel);

    /// <inheritdoc/>
    protected internal override OutgoingSessions CreateOutgoingSessions(Kernel kernel) => new StagedSessions(kernel);

    /// <inheritdoc/>
    protected internal override FileSet CreateFileSet(Kernel kernel) => new StagedFiles(kernel);

    /// <inheritdoc/>
    protected internal override LuoReboot CreateReboot(Kernel kernel) => new StagedReboot(kernel);

    /// <summary>The state of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual LuoStages CreateStages(Kernel kernel) => new(kernel);

    private static LuoStages StagesOf(Kernel kernel) => (LuoStages)kernel.Alternative!;

    private sealed class StagedSessions(Kernel kernel) : OutgoingSessions(kernel)
    {
        protected internal override Errno Create(ByteString field, out Session? session)
        {
            if (IsValid(NameOf(field)) && !StagesOf(Kernel).IsOpen)
            {
                session = null;
                return Refusal(Errno.EBUSY, "LUO-STATE-03");
            }

            return base.Create(field, out session);
        }
    }

    private sealed class StagedFiles(Kernel kernel) : FileSet(kernel)
    {
        protected internal override Errno Preserve(int number, ulong token) =>
            StagesOf(Kernel).IsOpen ? base.Preserve(number, token) : Refusal(Errno.EBUSY, "LUO-STATE-03");
    }

    private sealed class StagedReboot(Kernel kernel) : LuoReboot(kernel)
    {
        /// <summary>Only what was prepared is handed over (LUO-STATE-02).</summary>
        protected internal override Errno Serialize()
        {
            bool handsOver = StagesOf(Kernel).HandsSessionsOver;
            LiveUpdateOrchestrator luo = Kernel.Luo!;
            Kernel.Memory.Write64(luo.RecordPage, LuoHeader.NumberOffset, handsOver ? luo.Number : 0);
            if (handsOver)
            {
                return base.Serialize();
            }

            // Memory that is handed over for nobody would be lost to the next kernel.
            while (luo.Outgoing.Sessions.Count > 0)
            {
                luo.Outgoing.Close(luo.Outgoing.Sessions[^1]);
            }

            WriteSessionsAddress(0);
            return Errno.None;
        }
    }
}
