using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers to PRESERVE_FD, RETRIEVE_FD and FINISH.</summary>
internal static class SessionFileExplanation
{
    private const int BlockOfFiles = 63;

    public static ClauseId Preserve(Difference difference, Handle handle, OpenFile? open, ulong token)
    {
        if (Callee(difference, handle) is not { } session)
        {
            return difference.OfCallee(handle, OpenFileKind.Session);
        }

        if (session.IsIncoming)
        {
            return Clauses.LuoSess08;
        }

        if (difference.Got.Errno == Errno.EEXIST && difference.Wanted.Errno != Errno.EEXIST)
        {
            return HasFailed(session, token) ? Clauses.LuoFile04 : Clauses.LuoFile02;
        }

        if (IsFull(difference, session))
        {
            return Clauses.LuoFile15;
        }

        if (difference.Got.Errno == Errno.EINVAL && difference.Wanted.Errno != Errno.EFBIG && IsUnusual(token))
        {
            return Clauses.LuoFile02;
        }

        MemoryFile? file = open is null ? null : difference.State.MemoryFile(open.MemoryFileId);
        if (
            difference.Got.Errno == Errno.EBUSY
            && file is { IsFrozen: false }
            && WasFreed(difference, file) is { } busy
        )
        {
            return busy;
        }

        return difference.Wanted.Errno switch
        {
            Errno.EEXIST => difference.Succeeded ? Clauses.LuoFile02 : Clauses.LuoFile01,
            Errno.EBADF => Clauses.LuoFile01,
            Errno.ENOENT => difference.Got.Errno == Errno.EBUSY ? Clauses.LuoFile01 : Clauses.Memfd01,
            Errno.EBUSY => Taken(difference, file!, open!),
            Errno.EFBIG => Clauses.Memfd16,
            Errno.EFAULT => Clauses.LuoFile04,
            _ => Refused(difference, handle, session, file!, token),
        };
    }

    public static ClauseId Retrieve(Difference difference, Handle handle, ulong token)
    {
        if (Callee(difference, handle) is not { } session)
        {
            return difference.OfCallee(handle, OpenFileKind.Session);
        }

        if (!session.IsIncoming)
        {
            return Clauses.LuoSess08;
        }

        switch (difference.Wanted.Errno)
        {
            case Errno.EMFILE:
                return Clauses.LuoIoc05;
            case Errno.ENOENT:
                return session.Premises.Has(SessionPremises.Finished) ? Clauses.LuoFile10
                    : difference.Got.IsOk && HasAlike(session, token) ? Clauses.LuoFile02
                    : Clauses.LuoFile07;
            default:
                break;
        }

        if (difference.Got.Errno == Errno.EMFILE)
        {
            return Clauses.LuoIoc05;
        }

        ClauseId reference = difference.OfCallee(handle, OpenFileKind.Session);
        if (reference == Clauses.LuoDev03 || reference == Clauses.LuoSess10)
        {
            return reference;
        }

        int index = Array.FindIndex(session.FileArray, file => file.Token == token);
        return Missing(difference.State, session, session.FileArray[index]);
    }

    public static ClauseId Finish(Difference difference, Handle handle)
    {
        if (Callee(difference, handle) is not { } session)
        {
            return difference.OfCallee(handle, OpenFileKind.Session);
        }

        if (!session.IsIncoming)
        {
            return Clauses.LuoSess08;
        }

        if (difference.Wanted.Errno == Errno.EINVAL)
        {
            return Clauses.LuoFile11;
        }

        ClauseId reference = difference.OfCallee(handle, OpenFileKind.Session);
        return reference == ClauseId.None ? Clauses.LuoFile10 : reference;
    }

    private static ModelSession? Callee(Difference difference, Handle handle) =>
        difference.IsCallee(handle, OpenFileKind.Session) ? difference.State.SessionOf(handle) : null;

    /// <summary>A file that should have been preserved was refused.</summary>
    private static ClauseId Refused(
        Difference difference,
        Handle handle,
        ModelSession session,
        MemoryFile file,
        ulong token
    )
    {
        bool tokenFailed = HasFailed(session, token);
        switch (difference.Got.Errno)
        {
            case Errno.EBUSY:
                return Busy(difference, file);
            default:
                break;
        }

        ClauseId reference = difference.OfCallee(handle, OpenFileKind.Session);
        if (reference != ClauseId.None)
        {
            return reference;
        }

        // These errors speak of what the file is, and not of what was tried with it before.
        bool ofKind = difference.Got.Errno is Errno.EOPNOTSUPP or Errno.EACCES or Errno.EINVAL;
        if (!ofKind && (tokenFailed || file.Premises.Has(FilePremises.PreserveFailed)))
        {
            return Clauses.LuoFile04;
        }

        return file.Crossings > 0 ? Clauses.Memfd17 : Clauses.Memfd01;
    }

    /// <summary>Whether a PRESERVE_FD with that token was refused before.</summary>
    private static bool HasFailed(ModelSession session, ulong token) =>
        session.Premises.Has(SessionPremises.PreserveFailed) && session.FailedToken == token;

    /// <summary>Whether a session that has about a block of files is told that there is no room for more, whatever else is due.</summary>
    private static bool IsFull(Difference difference, ModelSession session) =>
        difference.Got.Errno is Errno.ENOSPC or Errno.ENOMEM
        && difference.Wanted.Errno != difference.Got.Errno
        && session.FileArray.Length >= BlockOfFiles - 1;

    /// <summary>Whether a session has a token that differs in the upper half only: the two were taken for one.</summary>
    private static bool HasAlike(ModelSession session, ulong token) =>
        Array.Exists(session.FileArray, file => file.Token != token && (int)(file.Token ^ token) << 1 == 0);

    /// <summary>Whether a token is 0 or needs more than 32 bits.</summary>
    private static bool IsUnusual(ulong token) => token is 0 or > uint.MaxValue;

    /// <summary>A file that a session has counts as free, or is refused for what it is although it was accepted before.</summary>
    private static ClauseId Taken(Difference difference, MemoryFile file, OpenFile open)
    {
        if (difference.Got.Errno == Errno.EACCES)
        {
            return Clauses.Memfd01;
        }

        ClauseId outlived = difference.OfOwner(file);
        if (outlived != ClauseId.None)
        {
            return outlived;
        }

        // The file that was retrieved is one thing; that another way to it counts as well is another.
        bool isRetrieved =
            difference.State.Session(file.OwnerSessionId) is { IsIncoming: true } owner
            && Array.Exists(owner.FileArray, retrieved => retrieved.OpenFileId == open.Id);
        return isRetrieved ? Clauses.LuoFile13 : Clauses.LuoFile03;
    }

    /// <summary>A file that is free counts as taken still.</summary>
    private static ClauseId Busy(Difference difference, MemoryFile file)
    {
        if (WasFreed(difference, file) is { } freed)
        {
            return freed;
        }

        ClauseId reboot = difference.OfReboots();
        return reboot == ClauseId.None ? Clauses.LuoFile03 : reboot;
    }

    /// <summary>What should have set a file free that counts as taken; null when it was never taken.</summary>
    private static ClauseId? WasFreed(Difference difference, MemoryFile file)
    {
        if (file.OwnerSessionId != 0 || difference.Wanted.Errno == Errno.EBUSY)
        {
            return null;
        }

        if (file.Premises.Has(FilePremises.Unpreserved))
        {
            return Clauses.LuoFile03;
        }

        if (file.Premises.Has(FilePremises.FinishedByClose))
        {
            return Clauses.LuoSess12;
        }

        if (file.Premises.Has(FilePremises.FinishedUnheard))
        {
            // LUO-FILE-21 is judged here.
            return Clauses.LuoFile10;
        }

        if (file.Premises.Has(FilePremises.Finished))
        {
            return Clauses.LuoFile13;
        }

        return file.Premises.Has(FilePremises.PreserveFailed) ? Clauses.LuoFile04 : null;
    }

    /// <summary>A file that should be there is not.</summary>
    private static ClauseId Missing(ModelState state, ModelSession session, ModelFile file)
    {
        if (session.Premises.Has(SessionPremises.FinishRefused))
        {
            return Clauses.LuoFile11;
        }

        if (file.IsRetrieved)
        {
            return Clauses.LuoFile08;
        }

        FilePremises premises = file.Incoming!.Premises;
        if (session.FilesAtKexec >= BlockOfFiles)
        {
            return Clauses.LuoFile15;
        }

        if (premises.Has(FilePremises.PreservedAfterLoad))
        {
            return Clauses.KhoPres12;
        }

        if (file.Incoming.Crossings > 1)
        {
            return Clauses.Memfd17;
        }

        if (premises.Has(FilePremises.DescriptorClosed))
        {
            return Clauses.LuoFile05;
        }

        // What the file is like can only be blamed where it is the only one.
        if (state.SessionsAtKexec > 1 || session.FilesAtKexec > 1)
        {
            return Clauses.LuoFile06;
        }

        if (IsUnusual(file.Token))
        {
            return Clauses.LuoFile02;
        }

        return file.Incoming.Size == 0 ? Clauses.Memfd18 : Clauses.LuoFile06;
    }
}
