using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers to CREATE_SESSION, RETRIEVE_SESSION and GET_NAME.</summary>
internal static class SessionExplanation
{
    private const int BlockOfSessions = 51;

    public static ClauseId Create(Difference difference, Handle device, ByteString field)
    {
        if (!difference.IsCallee(device, OpenFileKind.Device))
        {
            return difference.OfCallee(device, OpenFileKind.Device);
        }

        ModelState state = difference.State;
        ByteString name = field.UpToNul();
        switch (difference.Wanted.Errno)
        {
            case Errno.EMFILE or Errno.EFAULT:
                return Clauses.LuoIoc05;
            case Errno.EINVAL:
                return Clauses.LuoSess01;
            case Errno.EEXIST:
                ClauseId outlived = Difference.OfOutlived(state.FindOutgoing(name)!);
                return outlived == ClauseId.None ? Clauses.LuoSess02 : outlived;
            default:
                break;
        }

        switch (difference.Got.Errno)
        {
            case Errno.EEXIST:
                bool taken = state.FindIncoming(name) is not null;
                return taken ? Clauses.LuoSess03 : Clauses.LuoSess02;
            case Errno.EMFILE:
                return Clauses.LuoIoc05;
            case Errno.ENOSPC or Errno.ENOMEM when state.OutgoingSessions.Length >= BlockOfSessions - 1:
                return Clauses.LuoSess09;
            default:
                ClauseId reference = difference.OfCallee(device, OpenFileKind.Device);
                return reference == ClauseId.None ? Clauses.LuoSess01 : reference;
        }
    }

    public static ClauseId Retrieve(Difference difference, Handle device, ByteString field)
    {
        if (!difference.IsCallee(device, OpenFileKind.Device))
        {
            return difference.OfCallee(device, OpenFileKind.Device);
        }

        ByteString name = field.UpToNul();
        return difference.Wanted.Errno switch
        {
            Errno.EMFILE => Clauses.LuoIoc05,
            Errno.EFAULT => Clauses.LuoSess13,
            Errno.EINVAL => RetrievedTwice(difference.State.FindIncoming(name)),
            Errno.ENOENT => FoundAlthoughGone(difference, name),
            _ => Missing(difference, difference.State.FindIncoming(name)!),
        };
    }

    public static ClauseId Name(Difference difference, Handle handle)
    {
        ClauseId reference = difference.OfCallee(handle, OpenFileKind.Session);
        bool ours = difference.IsCallee(handle, OpenFileKind.Session);
        if (reference != ClauseId.None || !ours)
        {
            return reference;
        }

        // The name of another session that was handed over: the wrong one was retrieved.
        bool isAnothers =
            difference.State.SessionOf(handle) is { IsIncoming: true }
            && difference.Got.TryGet(Field.Name, out FieldValue name)
            && difference.State.FindIncoming(name.Bytes!) is not null;
        return isAnothers ? Clauses.LuoSess04 : Clauses.LuoSess07;
    }

    /// <summary>A session that is retrieved already, or that seems to have ended.</summary>
    private static ClauseId RetrievedTwice(ModelSession? session)
    {
        ClauseId outlived = session is { IsRetrieved: true } ? Difference.OfOutlived(session) : ClauseId.None;
        return outlived == ClauseId.None ? Clauses.LuoSess05 : outlived;
    }

    private static ClauseId FoundAlthoughGone(Difference difference, ByteString name) =>
        difference.State.FindLost(name)?.Reason switch
        {
            // LUO-BOOT-05 is judged here: a kernel that did not look loses what it was handed.
            LostReason.IncomingNeverRetrieved or LostReason.IncomingRetrieved or LostReason.NeverTakenOver =>
                Clauses.LuoSess06,
            LostReason.ClosedAfterLoad => Clauses.KhoPres12,
            LostReason.PlainImage => Clauses.KhoCrash01,
            LostReason.FinishedAndClosed => Clauses.LuoSess05,
            LostReason.ClosedUnfinished => Clauses.LuoSess12,
            _ => Clauses.LuoSess04,
        };

    private static ClauseId Missing(Difference difference, ModelSession session)
    {
        ModelState state = difference.State;
        switch (difference.Got.Errno)
        {
            case Errno.EMFILE:
                return Clauses.LuoIoc05;
            case Errno.EEXIST:
                return Clauses.LuoSess03;
            case Errno.EINVAL when session.Premises.Has(SessionPremises.RetrieveFailed):
                return Clauses.LuoSess13;
            case Errno.EINVAL when state.FindOutgoing(session.Name) is not null:
                return Clauses.LuoSess03;
            default:
                break;
        }

        if (session.Premises.Has(SessionPremises.RetrieveFailed))
        {
            return Clauses.LuoSess13;
        }

        if (Difference.OfOutlived(session) is var outlived && outlived != ClauseId.None)
        {
            return outlived;
        }

        if (session.Premises.Has(SessionPremises.CreatedAfterLoad))
        {
            return Clauses.KhoPres12;
        }

        if (state.SessionsAtKexec >= BlockOfSessions)
        {
            return Clauses.LuoSess09;
        }

        if (state.Premises.Has(StatePremises.RetrieveFoundNothing))
        {
            return Clauses.LuoSess13;
        }

        return session.Premises.Has(SessionPremises.OtherImageLoaded) ? Clauses.KhoCrash01 : Clauses.LuoSess04;
    }
}
