using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>Sessions without FINISH: closing the last descriptor finishes, and can be refused (D4.4).</summary>
/// <remarks>A mutant of the profile overrides <see cref="MustKeep"/> or one of the factories.</remarks>
public class FinishOnCloseParts : Parts
{
    /// <inheritdoc/>
    protected internal override IncomingSessions CreateIncomingSessions(Kernel kernel, BlockSet? blocks) =>
        new KeptSessions(this, kernel, blocks);

    /// <inheritdoc/>
    protected internal override IoctlFraming CreateIoctlFraming(Kernel kernel) => new Framing(kernel);

    /// <summary>Whether a session must be kept, because nobody knows in which state one of its files is.</summary>
    /// <param name="session">A retrieved session without a descriptor.</param>
    protected internal virtual bool MustKeep(Session session)
    {
        foreach (PreservedFile file in session.Files.Files)
        {
            if (file.Status == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What happens with a session that must be kept: nothing, and close says so (LUO-CLOSE-02).</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="session">The session.</param>
    protected internal virtual Errno Keep(IncomingSessions sessions, Session session) =>
        Refusal(Errno.EBUSY, "LUO-CLOSE-02");

    /// <summary>What happens with a session that a handler does not let finish: it stays, and close says so (LUO-CLOSE-03).</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="session">The session, with all its files.</param>
    protected internal virtual Errno Refuse(IncomingSessions sessions, Session session) =>
        Refusal(Errno.EBUSY, "LUO-CLOSE-03");

    /// <summary>Finishes a session and lets go of it, whatever its handlers say.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="session">The session.</param>
    protected static void LetGoUnasked(IncomingSessions sessions, Session session)
    {
        session.Files.FinishAll();
        sessions.Close(session);
    }

    /// <summary>Finishes a session and lets go of it, whatever was retrieved.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="session">The session.</param>
    protected static void LetGo(IncomingSessions sessions, Session session)
    {
        _ = session.Files.Finish();
        sessions.Close(session);
    }

    /// <summary>The incoming sessions.</summary>
    /// <param name="parts">Who decides what is kept.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="blocks">The blocks of session records, or <see langword="null"/>.</param>
    private sealed class KeptSessions(FinishOnCloseParts parts, Kernel kernel, BlockSet? blocks)
        : IncomingSessions(kernel, blocks)
    {
        protected internal override void Close(Session session)
        {
            if (parts.MustKeep(session))
            {
                Kernel.ReleaseError = parts.Keep(this, session);
                return;
            }

            base.Close(session);
            if (Sessions.Contains(session))
            {
                Kernel.ReleaseError = parts.Refuse(this, session);
            }
        }
    }

    private sealed class Framing(Kernel kernel) : IoctlFraming(kernel)
    {
        /// <summary>There is no FINISH (LUO-CLOSE-01).</summary>
        protected internal override bool IsKnown(bool isDevice, uint number) =>
            base.IsKnown(isDevice, number) && number != (Finish & 0xFF);

        protected internal override bool AllowsKind(Session session, uint command) =>
            command != Finish && base.AllowsKind(session, command);
    }
}
