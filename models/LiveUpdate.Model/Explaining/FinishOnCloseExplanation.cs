using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers where closing a session finishes it (LUO-CLOSE-01, LUO-CLOSE-02).</summary>
internal static class FinishOnCloseExplanation
{
    public static ClauseId? Of(Difference difference, Operation op)
    {
        switch (op)
        {
            case FinishSession finish:
                return Finish(difference, finish.Session);
            case Ioctl ioctl when (ioctl.Command & 0xff) == 0x42:
                return Finish(difference, ioctl.Target);
            case Close when difference.Wanted.Errno == Errno.EBUSY || difference.Got.Errno == Errno.EBUSY:
                return difference.State.Has(Differences.CloseRefused) ? Clauses.LuoClose02 : null;
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

    private static ClauseId? Finish(Difference difference, Handle session) =>
        difference.State.Has(Differences.NoFinish) && difference.IsCallee(session, OpenFileKind.Session)
            ? Clauses.LuoClose01
            : null;

    /// <summary>A session that could not be let go of is there, and nobody can have it.</summary>
    private static ClauseId? Retrieve(Difference difference, ByteString field) =>
        difference.State.FindIncoming(field.UpToNul()) is { } session && IsKept(difference, session)
            ? Clauses.LuoClose02
            : null;

    /// <summary>So are its files.</summary>
    private static ClauseId? Preserve(Difference difference, Handle file) =>
        difference.Wanted.Errno == Errno.EBUSY
        && difference.State.MemoryFileOf(file) is { OwnerSessionId: var owner }
        && difference.State.Session(owner) is { } session
        && IsKept(difference, session)
            ? Clauses.LuoClose02
            : null;

    private static bool IsKept(Difference difference, ModelSession session)
    {
        foreach (OpenFile open in difference.State.OpenFiles)
        {
            if (open.SessionId == session.Id)
            {
                return false;
            }
        }

        return session is { IsIncoming: true, IsRetrieved: true };
    }
}
