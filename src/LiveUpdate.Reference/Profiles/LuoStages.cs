using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>One state for all of LUO, and the ordered undoing of one preservation (D4.1, D3.4, D3.8).</summary>
public class LuoStages : AlternativeCalls
{
    private const string Normal = "normal";
    private const string Prepared = "prepared";
    private const string Frozen = "frozen";
    private const string Updated = "updated";

    private string _stage;

    /// <summary>The state of a kernel: a live update that led here is not done with (LUO-STATE-02).</summary>
    /// <param name="kernel">The kernel.</param>
    public LuoStages(Kernel kernel)
        : base(kernel) => _stage = kernel.Luo is { Number: > 1 } ? Updated : Normal;

    /// <inheritdoc/>
    public override HandlerCallbacks Callbacks => HandlerCallbacks.Prepare | HandlerCallbacks.Cancel;

    /// <summary>Whether sessions can be made and files preserved (LUO-STATE-03).</summary>
    protected internal virtual bool IsOpen => _stage == Normal;

    /// <summary>Whether what is to be handed over is complete.</summary>
    protected internal bool IsPrepared => _stage is Prepared or Frozen;

    /// <summary>Whether every file was frozen by the event, and none will be again (LUO-STATE-08).</summary>
    protected internal virtual bool IsFrozen => _stage == Frozen;

    /// <summary>Whether a reboot hands sessions over (LUO-STATE-02).</summary>
    protected internal virtual bool HandsSessionsOver => IsPrepared;

    private LiveUpdateOrchestrator Luo => Kernel.Luo!;

    private IReadOnlyList<Session> Sessions => Luo.Outgoing.Sessions;

    /// <inheritdoc/>
    public override bool Has(Verb verb) => verb is Verb.LuoEvent or Verb.LuoState or Verb.UnpreserveFd;

    /// <inheritdoc/>
    public override Outcome Execute(Operation operation, Session? session)
    {
        switch (operation)
        {
            case LuoState:
                Luo.Reboot.Begin(LuoCall.GetState);
                string stage = _stage;
                Luo.Reboot.End(LuoCall.GetState);
                return Outcome.Success(Field.Name, ByteString.Of(stage));
            case LuoEvent set:
                return Answer(MoveAlone(set.Event));
            default:
                Luo.Reboot.Begin(LuoCall.UnpreserveFd);
                Kernel.Enter(KernelLock.Session, session!);
                Errno error = Unpreserve(session!, ((UnpreserveFd)operation).Token);
                Kernel.Leave(KernelLock.Session, session!);
                Luo.Reboot.End(LuoCall.UnpreserveFd);
                return Answer(error);
        }
    }

    /// <summary>An event begins: it waits for every call in progress, and every other call waits for it (LUO-STATE-13).</summary>
    protected internal virtual void BeginEvent() => Kernel.Enter(KernelLock.Serialize, Luo.Reboot);

    /// <summary>An event ends.</summary>
    protected internal virtual void EndEvent() => Kernel.Leave(KernelLock.Serialize, Luo.Reboot);

    /// <summary>Moves the state, when the handlers agree (LUO-STATE-01).</summary>
    /// <param name="kind">The event.</param>
    protected internal virtual Errno Move(EventKind kind)
    {
        bool isExpected = kind switch
        {
            EventKind.Prepare => _stage == Normal,
            EventKind.Freeze => _stage == Prepared,
            EventKind.Cancel => IsPrepared,
            _ => _stage == Updated,
        };
        if (!isExpected)
        {
            return Refusal(Errno.EINVAL, "LUO-STATE-01");
        }

        Kernel.Point();
        Errno error = kind switch
        {
            EventKind.Prepare => Prepare(),
            EventKind.Freeze => Freeze(),
            EventKind.Cancel => Cancel(),
            _ => Finish(),
        };
        if (error == Errno.None)
        {
            _stage = kind switch
            {
                EventKind.Prepare => Prepared,
                EventKind.Freeze => Frozen,
                _ => Normal,
            };
        }

        return error;
    }

    /// <summary>Prepares every file, or none: sessions in the order of their making (LUO-STATE-06).</summary>
    protected internal virtual Errno Prepare()
    {
        for (int i = 0; i < Sessions.Count; i++)
        {
            Errno error = FilesOf(i).Prepare(out int prepared);
            if (error != Errno.None)
            {
                CancelBack(i, prepared);
                return error;
            }
        }

        return Errno.None;
    }

    /// <summary>Cancels files of a session, and then all of the sessions before it, the last one first (LUO-STATE-06).</summary>
    /// <param name="session">The index of the session.</param>
    /// <param name="count">How many of its files, from the first on.</param>
    protected internal virtual void CancelBack(int session, int count)
    {
        CancelOf(session, count);
        for (int i = session - 1; i >= 0; i--)
        {
            CancelOf(i, FilesOf(i).Files.Count);
        }
    }

    /// <summary>Freezes every file, or none, as the reboot does (LUO-STATE-07).</summary>
    protected internal virtual Errno Freeze()
    {
        for (int i = 0; i < Sessions.Count; i++)
        {
            Errno error = FilesOf(i).Freeze(out int frozen);
            if (error != Errno.None)
            {
                UnfreezeBack(i, frozen);
                return error;
            }
        }

        return Errno.None;
    }

    /// <summary>Unfreezes files of a session, and then all of the sessions before it, the last one first (LUO-STATE-07).</summary>
    /// <param name="session">The index of the session.</param>
    /// <param name="count">How many of its files, from the first on.</param>
    protected internal virtual void UnfreezeBack(int session, int count)
    {
        UnfreezeOf(session, count);
        for (int i = session - 1; i >= 0; i--)
        {
            UnfreezeOf(i, FilesOf(i).Files.Count);
        }
    }

    /// <summary>Cancels the first files of a session.</summary>
    /// <param name="session">The index of the session.</param>
    /// <param name="count">How many.</param>
    protected void CancelOf(int session, int count) => FilesOf(session).Cancel(count);

    /// <summary>Unfreezes the first files of a session.</summary>
    /// <param name="session">The index of the session.</param>
    /// <param name="count">How many.</param>
    protected void UnfreezeOf(int session, int count) => FilesOf(session).Unfreeze(count);

    /// <summary>Takes back what the events have done, the last event first (LUO-STATE-09).</summary>
    protected internal virtual Errno Cancel()
    {
        int last = Sessions.Count - 1;
        if (last < 0)
        {
            return Errno.None;
        }

        if (IsFrozen)
        {
            UnfreezeBack(last, FilesOf(last).Files.Count);
        }

        CancelBack(last, FilesOf(last).Files.Count);
        return Errno.None;
    }

    /// <summary>Finishes everything that came in, or nothing (LUO-STATE-11).</summary>
    protected internal virtual Errno Finish()
    {
        Session[] sessions = [.. Luo.Incoming.Sessions];
        if (!Array.TrueForAll(sessions, CanFinish))
        {
            return Refusal(Errno.EBUSY, "LUO-STATE-11");
        }

        foreach (Session session in sessions)
        {
            if (((StagedIncoming)Luo.Incoming).IsWithoutDescriptor(session))
            {
                FinishWaiting(session);
            }
            else
            {
                FinishUnasked(session);
            }
        }

        return Errno.None;
    }

    /// <summary>Asks the handlers of a session's files, the first file first, up to the first no.</summary>
    /// <param name="session">The session.</param>
    protected internal virtual bool CanFinish(Session session)
    {
        foreach (PreservedFile file in session.Files.Files)
        {
            if (!file.Handler.CanFinish(file.Status, file.File, file.Data))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finishes an incoming session to which no descriptor leads, and it is gone (LUO-STATE-04).</summary>
    /// <param name="session">The session.</param>
    protected internal virtual void FinishWaiting(Session session)
    {
        FinishUnasked(session);
        Luo.Incoming.Remove(session);
    }

    /// <summary>Finishes the files of a session.</summary>
    /// <param name="session">The session.</param>
    protected static void FinishUnasked(Session session) => session.Files.FinishAll();

    /// <summary>Whether a file may be unpreserved: what was preserved later may depend on it (D3.8, LUO-STATE-05).</summary>
    /// <param name="files">The file set.</param>
    /// <param name="file">The file.</param>
    protected internal virtual bool IsNext(FileSet files, PreservedFile file) => ReferenceEquals(files.Files[^1], file);

    /// <summary>The files of an outgoing session.</summary>
    /// <param name="session">The index of the session.</param>
    protected StagedFiles FilesOf(int session) => (StagedFiles)Sessions[session].Files;

    private static Outcome Answer(Errno error) => error == Errno.None ? Outcome.Ok : Outcome.Refused(error);

    private Errno MoveAlone(EventKind kind)
    {
        BeginEvent();
        Errno error = Move(kind);
        EndEvent();
        return error;
    }

    private Errno Unpreserve(Session session, ulong token)
    {
        if (!IsOpen)
        {
            return Refusal(Errno.EBUSY, "LUO-STATE-03");
        }

        PreservedFile? file = session.Files.Find(token);
        if (file is null)
        {
            return Refusal(Errno.ENOENT, "LUO-STATE-05");
        }

        if (!IsNext(session.Files, file))
        {
            return Refusal(Errno.EBUSY, "LUO-STATE-05");
        }

        session.Files.Unpreserve(file);
        return Errno.None;
    }
}
