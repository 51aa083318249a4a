using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>One state for all of LUO, and the ordered undoing of one preservation (D4.1, D3.8).</summary>
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

    /// <summary>Whether sessions can be made and files preserved (LUO-STATE-03).</summary>
    protected internal virtual bool IsOpen => _stage == Normal;

    /// <summary>Whether what is to be handed over is complete.</summary>
    protected internal bool IsPrepared => _stage is Prepared or Frozen;

    /// <summary>Whether a reboot hands sessions over (LUO-STATE-02).</summary>
    protected internal virtual bool HandsSessionsOver => IsPrepared;

    /// <inheritdoc/>
    public override bool Has(Verb verb) => verb is Verb.LuoEvent or Verb.LuoState or Verb.UnpreserveFd;

    /// <inheritdoc/>
    public override Outcome Execute(Operation operation, Session? session)
    {
        if (operation is LuoState)
        {
            return Outcome.Success(Field.Name, ByteString.Of(_stage));
        }

        Errno error = operation is LuoEvent set
            ? Move(set.Event)
            : Unpreserve(session!, ((UnpreserveFd)operation).Token);
        return error == Errno.None ? Outcome.Ok : Outcome.Refused(error);
    }

    /// <summary>Moves the state (LUO-STATE-01).</summary>
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

        if (kind == EventKind.Finish)
        {
            FinishAll();
        }

        _stage = kind switch
        {
            EventKind.Prepare => Prepared,
            EventKind.Freeze => Frozen,
            _ => Normal,
        };
        return Errno.None;
    }

    /// <summary>Finishes an incoming session that nobody has retrieved, and it is gone (LUO-STATE-04).</summary>
    /// <param name="session">The session.</param>
    protected internal virtual void FinishWaiting(Session session) => Kernel.Luo!.Incoming.Close(session);

    private void FinishAll()
    {
        foreach (Session session in Kernel.Luo!.Incoming.Sessions.ToArray())
        {
            if (session.IsRetrieved)
            {
                _ = session.Files.Finish();
            }
            else
            {
                FinishWaiting(session);
            }
        }
    }

    /// <summary>Whether a file may be unpreserved: what was preserved later may depend on it (D3.8, LUO-STATE-05).</summary>
    /// <param name="files">The file set.</param>
    /// <param name="file">The file.</param>
    protected internal virtual bool IsNext(FileSet files, PreservedFile file) => ReferenceEquals(files.Files[^1], file);

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
