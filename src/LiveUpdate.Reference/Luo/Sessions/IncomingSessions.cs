using LiveUpdate.Contract;
using LiveUpdate.Handover;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>The sessions that the kernel before handed over (luo-model 2.3 and 3).</summary>
/// <remarks>They are read at the first opening of the device. Overrides may find, check or drop sessions differently.</remarks>
public class IncomingSessions
{
    private readonly List<Session> _sessions = [];
    private readonly BlockSet? _blocks;

    /// <summary>Sessions that are not read yet.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="blocks">The blocks of session records, checked, or <see langword="null"/> without any.</param>
    public IncomingSessions(Kernel kernel, BlockSet? blocks)
    {
        Kernel = kernel;
        _blocks = blocks;
    }

    /// <summary>The sessions in the order of the image.</summary>
    public IReadOnlyList<Session> Sessions => _sessions;

    /// <summary>The kernel.</summary>
    protected Kernel Kernel { get; }

    /// <summary>Reads all sessions and their files; the first error ends it, and what was built stays (luo-model 2.3).</summary>
    protected internal virtual Errno Deserialize()
    {
        if (_blocks is null)
        {
            return Errno.None;
        }

        Errno error = Errno.None;
        _blocks.Rewind();
        for (
            ReadOnlySpan<byte> entry = _blocks.ReadEntry();
            error == Errno.None && !entry.IsEmpty;
            entry = _blocks.ReadEntry()
        )
        {
            error = DeserializeOne(entry);
        }

        _blocks.Shrink(0);
        return error;
    }

    /// <summary>Reads one session.</summary>
    /// <param name="entry">Its record; hostile.</param>
    protected internal virtual Errno DeserializeOne(ReadOnlySpan<byte> entry)
    {
        if (Kernel.Faults.Fails("session"))
        {
            return Refusal(Errno.ENOMEM, "LUO-DEV-04");
        }

        SessionRecord record = SessionRecord.Read(entry);
        ReadOnlySpan<byte> name = record.Name;
        var session = new Session(
            new ByteString(name[..Math.Min(name.Length, OutgoingSessions.MaxNameLength)]),
            isIncoming: true,
            Kernel.Parts.CreateFileSet(Kernel)
        );
        if (Find(session.Name) is not null)
        {
            return Refusal(Errno.EEXIST, "luo-model 2.3");
        }

        Append(session);
        return session.Files.Deserialize(record.FilesAddress, record.FileCount);
    }

    /// <summary>RETRIEVE_SESSION without the descriptor (luo-uapi 4).</summary>
    /// <param name="field">The bytes of the name field.</param>
    /// <param name="session">The session.</param>
    protected internal virtual Errno Retrieve(ByteString field, out Session? session)
    {
        // Looking for it and taking it are one: nobody else may take or end it in between (LUO-SESS-11).
        Kernel.Enter(KernelLock.Incoming, this);
        Errno error = Take(field.UpToNul(), out session);
        Kernel.Leave(KernelLock.Incoming, this);
        return error;
    }

    /// <summary>The session of a name.</summary>
    /// <param name="name">The name; empty and unterminated ones match nothing.</param>
    protected internal virtual Session? Find(ByteString name)
    {
        foreach (Session session in _sessions)
        {
            if (session.Name.Equals(name))
            {
                return session;
            }
        }

        return null;
    }

    /// <summary>Adds a session at the end.</summary>
    /// <param name="session">The session.</param>
    protected internal virtual void Append(Session session) => _sessions.Add(session);

    /// <summary>
    /// The last descriptor of a session was closed: the same as FINISH, then it is gone (LUO-SESS-12). When FINISH is refused
    /// the session stays for ever, retrieved and without a descriptor.
    /// </summary>
    /// <param name="session">The session.</param>
    protected internal virtual void Close(Session session)
    {
        Kernel.Enter(KernelLock.Session, session);
        Errno error = Finish(session);
        Kernel.Leave(KernelLock.Session, session);
        if (error == Errno.None)
        {
            Kernel.Enter(KernelLock.Incoming, this);
            Remove(session);
            Kernel.Leave(KernelLock.Incoming, this);
        }
    }

    /// <summary>Takes a session out of the list.</summary>
    /// <param name="session">The session.</param>
    protected internal virtual void Remove(Session session) => _sessions.Remove(session);

    /// <summary>Finishes a session, if its handlers let it.</summary>
    /// <param name="session">The session.</param>
    protected static Errno Finish(Session session) => session.Files.Finish();

    /// <summary>Finishes the files of a session without asking.</summary>
    /// <param name="session">The session.</param>
    protected static void FinishUnasked(Session session) => session.Files.FinishAll();

    /// <summary>What came in for a handler and is not finished, in the order of the image; before the first opening too (D3.6).</summary>
    /// <param name="compatible">The handler's string.</param>
    protected internal virtual IReadOnlyList<IncomingFile> FilesOf(ByteString compatible)
    {
        var files = new List<IncomingFile>();
        if (_blocks is { BlockCount: > 0 })
        {
            _blocks.Rewind();
            for (ReadOnlySpan<byte> entry = _blocks.ReadEntry(); !entry.IsEmpty; entry = _blocks.ReadEntry())
            {
                FileSet.ListImage(Kernel, SessionRecord.Read(entry), compatible, files);
            }
        }

        foreach (Session session in _sessions)
        {
            foreach (PreservedFile file in session.Files.Files)
            {
                if (file.Handler.Compatible.Equals(compatible))
                {
                    files.Add(new IncomingFile(session.Name, file.Token, file.Data));
                }
            }
        }

        return files;
    }

    /// <summary>Says to an audit what is in use here.</summary>
    /// <param name="audit">The audit.</param>
    internal void Account(MemoryAudit audit)
    {
        // Before the first opening of the device all of it still waits in the image.
        if (_blocks is { BlockCount: > 0 })
        {
            _blocks.Account(audit);
            _blocks.Rewind();
            for (ReadOnlySpan<byte> entry = _blocks.ReadEntry(); !entry.IsEmpty; entry = _blocks.ReadEntry())
            {
                FileSet.AccountImage(audit, Kernel, SessionRecord.Read(entry).FilesAddress);
            }
        }

        foreach (Session session in _sessions)
        {
            session.Files.Account(audit);
        }
    }

    private Errno Take(ByteString name, out Session? session)
    {
        session = Find(name);
        if (session is null)
        {
            return Refusal(Errno.ENOENT, "LUO-SESS-04");
        }

        if (session.IsRetrieved)
        {
            session = null;
            return Refusal(Errno.EINVAL, "LUO-SESS-05");
        }

        Kernel.Point();
        session.IsRetrieved = true;
        return Errno.None;
    }
}
