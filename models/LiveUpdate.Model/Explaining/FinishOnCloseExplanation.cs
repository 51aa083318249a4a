using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers where closing a session finishes it (LUO-CLOSE-01 to LUO-CLOSE-03).</summary>
internal static class FinishOnCloseExplanation
{
    public static ClauseId? Of(Difference difference, Operation op)
    {
        if (!difference.State.Has(Differences.NoFinish))
        {
            return null;
        }

        switch (op)
        {
            case FinishSession finish:
                return Finish(difference, finish.Session);
            case Ioctl ioctl when (ioctl.Command & 0xff) == 0x42:
                return Finish(difference, ioctl.Target);
            case Close close:
                return Close(difference, close.Target);
            case RetrieveSession retrieve:
                return Retrieve(difference, retrieve.Name);
            case Ioctl { Command: IoctlFrame.RetrieveSession } ioctl:
                return Retrieve(difference, IoctlFrame.Name(ioctl));
            case PreserveFd preserve:
                return Preserve(difference, preserve.File);
            case Ioctl { Command: IoctlFrame.PreserveFd } ioctl:
                return Preserve(difference, ioctl.File);
            default:
                return null;
        }
    }

    /// <summary>The clause that stands here in the place of one that speaks of FINISH.</summary>
    /// <param name="state">The state.</param>
    /// <param name="clause">A clause of Linux.</param>
    public static ClauseId Instead(ModelState state, ClauseId clause) =>
        !state.Has(Differences.NoFinish) ? clause
        : clause == Clauses.LuoFile12 ? Clauses.LuoClose03
        : clause == Clauses.LuoSess12 || clause == Clauses.LuoFile10 ? Clauses.LuoClose01
        : clause;

    private static ClauseId? Finish(Difference difference, Handle session) =>
        difference.IsCallee(session, OpenFileKind.Session) ? Clauses.LuoClose01 : null;

    /// <summary>Whether the close is refused, and for which of the two reasons; which callbacks there are in which order is not of this profile.</summary>
    private static ClauseId? Close(Difference difference, Handle handle)
    {
        bool isRefused = difference.Wanted.Errno == Errno.EBUSY;
        bool isOtherAnswer = difference.Wanted.Errno != difference.Got.Errno;
        if (!isRefused && difference.Got.Errno != Errno.EBUSY)
        {
            return null;
        }

        if (
            difference.State.SessionOf(handle) is { IsIncoming: true } session
            && Array.Exists(session.FileArray, static file => file.IsWaiting)
        )
        {
            return Clauses.LuoClose02;
        }

        bool isAsked = HasCall(difference.Wanted, "can_finish") || HasCall(difference.Got, "can_finish");
        bool finishes = isRefused && HasCall(difference.Got, "finish");
        return isAsked && (isOtherAnswer || finishes) ? Clauses.LuoClose03
            : isOtherAnswer ? Clauses.LuoClose02
            : null;
    }

    private static bool HasCall(Outcome outcome, string callback) =>
        outcome.TryGet(Field.Trace, out FieldValue trace)
        && TraceEntry.Parse($"{trace.Bytes}").Any(entry => entry.Callback == callback);

    /// <summary>A session that could not be let go of is there, and nobody can have it.</summary>
    private static ClauseId? Retrieve(Difference difference, ByteString field) =>
        difference.State.FindIncoming(field.UpToNul()) is { } session ? OfKept(difference, session) : null;

    /// <summary>So are its files.</summary>
    private static ClauseId? Preserve(Difference difference, Handle file)
    {
        if (difference.Wanted.Errno != Errno.EBUSY || difference.State.OpenFileOf(file) is not { } open)
        {
            return null;
        }

        foreach (ModelSession session in difference.State.IncomingSessions)
        {
            if (
                Array.Exists(session.FileArray, held => IsOf(difference.State, held, open))
                && OfKept(difference, session) is { } clause
            )
            {
                return clause;
            }
        }

        return null;
    }

    private static bool IsOf(ModelState state, ModelFile held, OpenFile open) =>
        held.OpenFileId == open.Id
        || (
            open.MemoryFileId != 0
            && held.OpenFileId != 0
            && state.OpenFile(held.OpenFileId)?.MemoryFileId == open.MemoryFileId
        );

    /// <summary>Why a session is there that no descriptor leads to; null for any other.</summary>
    private static ClauseId? OfKept(Difference difference, ModelSession session)
    {
        foreach (OpenFile open in difference.State.OpenFiles)
        {
            if (open.SessionId == session.Id)
            {
                return null;
            }
        }

        return session is not { IsIncoming: true, IsRetrieved: true } ? null
            : session.Premises.Has(SessionPremises.CouldNotFinish) ? Clauses.LuoClose03
            : Clauses.LuoClose02;
    }
}
