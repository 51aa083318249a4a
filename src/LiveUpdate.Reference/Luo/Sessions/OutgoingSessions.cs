using LiveUpdate.Contract;
using LiveUpdate.Handover;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>The sessions that the next kernel will get, in the order of their creation (luo-model 3).</summary>
/// <remarks>Overrides may check or order differently; a session that <see cref="Append"/> was given comes back to <see cref="Close"/> once.</remarks>
public class OutgoingSessions
{
    /// <summary>The longest name in bytes.</summary>
    public const int MaxNameLength = SessionRecord.NameSize - 1;

    private readonly List<Session> _sessions = [];

    /// <summary>No sessions.</summary>
    /// <param name="kernel">The kernel; its KHO is there.</param>
    public OutgoingSessions(Kernel kernel)
    {
        Kernel = kernel;
        Blocks = kernel.Parts.CreateBlockSet(kernel, SessionRecord.Size, PageOwner.SessionBlock);
    }

    /// <summary>The sessions.</summary>
    public IReadOnlyList<Session> Sessions => _sessions;

    /// <summary>The kernel.</summary>
    protected Kernel Kernel { get; }

    /// <summary>The blocks of session records.</summary>
    protected internal BlockSet Blocks { get; }

    /// <summary>CREATE_SESSION without the descriptor (luo-uapi 3).</summary>
    /// <param name="field">The bytes of the name field, without the zeros at its end.</param>
    /// <param name="session">The session.</param>
    protected internal virtual Errno Create(ByteString field, out Session? session)
    {
        session = null;
        ByteString name = NameOf(field);
        if (!IsValid(name))
        {
            return Refusal(Errno.EINVAL, "LUO-SESS-01");
        }

        if (Kernel.Faults.Fails("session"))
        {
            return Refusal(Errno.ENOMEM, "luo-uapi 3.3");
        }

        Kernel.Enter(KernelLock.Outgoing, this);
        Errno error = Insert(name, out session);
        Kernel.Leave(KernelLock.Outgoing, this);
        return error;
    }

    /// <summary>The name in a name field: what stands before the first NUL.</summary>
    /// <param name="field">The field.</param>
    protected internal virtual ByteString NameOf(ByteString field) => field.UpToNul();

    /// <summary>Whether a session can have the name: neither empty nor without a NUL behind it (LUO-SESS-01).</summary>
    /// <param name="name">The name, 64 bytes long when its field had no NUL.</param>
    protected internal virtual bool IsValid(ByteString name) => name.Length is > 0 and <= MaxNameLength;

    /// <summary>Whether an outgoing session has the name; incoming ones do not count (LUO-SESS-03).</summary>
    /// <param name="name">The name.</param>
    protected internal virtual bool IsTaken(ByteString name)
    {
        foreach (Session session in _sessions)
        {
            if (session.Name.Equals(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives back the block that a failed creation grew.</summary>
    protected internal virtual void ShrinkAfterFailure() => Blocks.Shrink(_sessions.Count);

    /// <summary>Adds a session at the end.</summary>
    /// <param name="session">The session.</param>
    protected internal virtual void Append(Session session) => _sessions.Add(session);

    /// <summary>The last descriptor of a session was closed: its files are unpreserved, its name is free (luo-uapi 9).</summary>
    /// <param name="session">The session.</param>
    protected internal virtual void Close(Session session)
    {
        Kernel.Enter(KernelLock.Session, session);
        session.Files.UnpreserveAll();
        Kernel.Leave(KernelLock.Session, session);
        Kernel.Enter(KernelLock.Outgoing, this);
        Remove(session);
        Blocks.Shrink(_sessions.Count);
        Kernel.Leave(KernelLock.Outgoing, this);
    }

    /// <summary>Takes a session out of the list.</summary>
    /// <param name="session">The session.</param>
    protected internal virtual void Remove(Session session) => _sessions.Remove(session);

    /// <summary>Says to an audit what is in use here.</summary>
    /// <param name="audit">The audit.</param>
    internal void Account(MemoryAudit audit)
    {
        Blocks.Account(audit);
        foreach (Session session in _sessions)
        {
            session.Files.Account(audit);
        }
    }

    private Errno Insert(ByteString name, out Session? session)
    {
        session = null;
        Errno error = Blocks.Grow(_sessions.Count + 1);
        if (error != Errno.None)
        {
            return error;
        }

        if (IsTaken(name))
        {
            ShrinkAfterFailure();
            return Refusal(Errno.EEXIST, "LUO-SESS-02");
        }

        Kernel.Point();
        session = new Session(name, isIncoming: false, Kernel.Parts.CreateFileSet(Kernel));
        Append(session);
        return Errno.None;
    }
}
