using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>PRESERVE_FD (luo-uapi 5, memfd 1 and 2).</content>
public sealed partial class LiveUpdateModel
{
    private void Preserve(ModelState state, PreserveFd op, Expectation into)
    {
        if (Callee(state, op.Session, OpenFileKind.Session, into) is not { } callee)
        {
            return;
        }

        ModelSession session = state.Session(callee.SessionId)!;
        if (session.IsIncoming && state.Has(Differences.KindsUnchecked))
        {
            PreserveIncoming(state, session, state.OpenFileOf(op.File), op.Token, into);
            return;
        }

        if (session.IsIncoming)
        {
            RefuseKind(state, into);
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        OpenFile? file = state.OpenFileOf(op.File);
        Errno errno = Preserve(state, session, file, op.Token, into, out ModelState next);
        if (errno == Errno.None)
        {
            Answer(op, errno, Outcome.Ok, next, into);
            if (FailsToCopyOut(state))
            {
                // Whether the file is preserved then is left open.
                FailToCopyOut(op, state, into);
            }

            AllowFailureIfLarge(state, file!, into);
            return;
        }

        into.Refuse(errno, next);
    }

    private static void RefuseKind(ModelState state, Expectation into)
    {
        into.Exercise(Clauses.LuoSess08);
        into.Exercise(Clauses.LuoIoc02);
        _ = state;
    }

    private void AllowFailureIfLarge(ModelState state, OpenFile file, Expectation into)
    {
        if (
            state.MemoryFile(file.MemoryFileId) is { } memory
            && memory.Size > Options.LargestAllocation
            && RecordedPages(state, memory.Size) * Options.PageSize > Options.LargestAllocation
        )
        {
            into.Allow(OutcomePattern.AnyError, state);
        }
    }

    /// <summary>PRESERVE_FD behind the framing and kind checks.</summary>
    private Errno Preserve(
        ModelState state,
        ModelSession session,
        OpenFile? open,
        ulong token,
        Expectation into,
        out ModelState next
    )
    {
        MemoryFile? file = open is null ? null : state.MemoryFile(open.MemoryFileId);
        if (IsPreparedFor(state, into))
        {
            next = AfterFailedPreserve(state, session, file, token);
            return Errno.EBUSY;
        }

        if (
            state.Kernel is { IsTraced: true }
            && open is { PathOnly: false }
            && file is not { Links: 0 }
            && FindFile(session, token) < 0
        )
        {
            return PreserveByScript(state, session, open, token, into, out next);
        }

        Errno fault = Obstacle(open, file, state.Differences);
        Errno errno = FindFile(session, token) >= 0 ? Errno.EEXIST : fault;
        if (
            state.Differences != Differences.None
            && StopsPreservation(state, session, errno, into) is var stopped
            && stopped != Errno.None
        )
        {
            next = AfterFailedPreserve(state, session, file, stopped == Errno.EEXIST ? null : token);
            return stopped;
        }

        if (errno == Errno.None)
        {
            ulong pages = RecordedPages(state, file!.Size);
            if (pages == 0 && file.Size != 0)
            {
                // Nobody says what becomes of a file of which no page is left to preserve.
                next = AfterFailedPreserve(state, session, file, token);
                into.Allow(OutcomePattern.AnyError, next);
                return Errno.EINVAL;
            }

            if (pages > MemoryLimits.MaxPreservedPages)
            {
                into.Exercise(Clauses.Memfd16);
                next = AfterFailedPreserve(state, session, file, token);
                return Errno.EFBIG;
            }

            ExercisePreserved(state, session, file, token, into);
            next = AfterPreserve(state, session, open!, file, token, pages);
            return Errno.None;
        }

        ExerciseNotPreserved(errno, fault, open, file, into);
        next = AfterFailedPreserve(state, session, file, errno == Errno.EEXIST ? null : token);
        return errno;
    }

    /// <summary>What stands against preserving a file, whatever the session and token.</summary>
    private static Errno Obstacle(OpenFile? open, MemoryFile? file, Differences differences)
    {
        if (open is null || open.PathOnly)
        {
            return Errno.EBADF;
        }

        if (file is null || file.Links != 0)
        {
            return Errno.ENOENT;
        }

        bool isTaken = file.OwnerSessionId != 0 && (differences & Differences.PreservedAgain) == Differences.None;
        return isTaken ? Errno.EBUSY : Errno.None;
    }

    private static void ExerciseNotPreserved(
        Errno errno,
        Errno fault,
        OpenFile? open,
        MemoryFile? file,
        Expectation into
    )
    {
        switch (errno)
        {
            case Errno.EEXIST:
                into.Exercise(Clauses.LuoFile02);
                if (fault != Errno.None)
                {
                    into.Exercise(Clauses.LuoFile01);
                }

                break;
            case Errno.EBADF when open is not null:
                into.Exercise(Clauses.LuoFile01);
                break;
            case Errno.ENOENT:
                into.Exercise(Clauses.Memfd01);
                break;
            case Errno.EBUSY:
                into.Exercise(file!.IsFrozen ? Clauses.LuoFile03 : Clauses.LuoFile13);
                break;
            default:
                break;
        }
    }

    private static void ExercisePreserved(
        ModelState state,
        ModelSession session,
        MemoryFile file,
        ulong token,
        Expectation into
    )
    {
        into.Exercise(Clauses.Memfd01);
        if (file.OwnerSessionId != 0)
        {
            into.Exercise(Clauses.LuoOld08);
        }

        if (IsRemarkable(token) || IsTokenElsewhere(state, session, token))
        {
            into.Exercise(Clauses.LuoFile02);
        }

        if (file.Premises.Has(FilePremises.Unpreserved))
        {
            into.Exercise(Clauses.LuoFile03);
        }

        bool tokenFailed = session.Premises.Has(SessionPremises.PreserveFailed) && session.FailedToken == token;
        if (tokenFailed || file.Premises.Has(FilePremises.PreserveFailed))
        {
            into.Exercise(Clauses.LuoFile04);
        }

        if (file.Premises.Has(FilePremises.Finished))
        {
            into.Exercise(Clauses.LuoFile13);
        }

        if (file.Premises.Has(FilePremises.FinishedByClose))
        {
            into.Exercise(Clauses.LuoSess12);
        }

        ExerciseCall(state, session, into);
    }

    private ModelState AfterPreserve(
        ModelState state,
        ModelSession session,
        OpenFile open,
        MemoryFile file,
        ulong token,
        ulong pages
    )
    {
        const FilePremises Stale =
            FilePremises.Unpreserved
            | FilePremises.PreserveFailed
            | FilePremises.Finished
            | FilePremises.FinishedByClose
            | FilePremises.FinishedUnheard
            | FilePremises.WrittenWhilePreserved
            | FilePremises.MovedWhilePreserved
            | FilePremises.SealedWhilePreserved
            | FilePremises.HadHoles
            | FilePremises.HadUnwrittenPages
            | FilePremises.RetrievedLate
            | FilePremises.MayHaveLostHoles
            | FilePremises.MovedSinceFreeze;
        FilePremises premises = file.Premises & ~Stale;
        if (!file.AllocatedPages.ContainsAll(0, pages))
        {
            premises |= FilePremises.HadHoles;
        }

        if (premises.Has(FilePremises.HasUnwrittenPages) && !file.Contents.Covers(0, file.Size))
        {
            premises |= FilePremises.HadUnwrittenPages;
        }

        ModelState next = state.Copy();
        var preserved = new ModelFile
        {
            Token = token,
            OpenFileId = open.Id,
            Seals = file.Seals,
            Sequence = next.NewId(),
        };
        next.Replace(session with { FileArray = ModelState.Append(session.FileArray, preserved) });
        next.Replace(open with { IsHeldBySession = true });
        next.Replace(
            file with
            {
                IsFrozen = true,
                OwnerSessionId = session.Id,
                IsDoubtful = file.IsDoubtful || file.IsFrozen,
                AllocatedPages = file.AllocatedPages.With(0, pages),
                Premises = premises,
            }
        );
        return next;
    }

    /// <summary>A refusal changes nothing; only what later clauses speak of is noted (LUO-FILE-04, MEMFD-08).</summary>
    private static ModelState AfterFailedPreserve(
        ModelState state,
        ModelSession session,
        MemoryFile? file,
        ulong? freeToken
    )
    {
        bool noteFile = file is not null && !file.Premises.Has(FilePremises.PreserveFailed);
        bool noteToken =
            freeToken is { } token
            && (!session.Premises.Has(SessionPremises.PreserveFailed) || session.FailedToken != token);
        if (!noteFile && !noteToken)
        {
            return state;
        }

        ModelState next = state.Copy();
        if (noteFile)
        {
            next.Replace(file! with { Premises = file.Premises | FilePremises.PreserveFailed });
        }

        if (noteToken)
        {
            next.Replace(
                session with
                {
                    Premises = session.Premises | SessionPremises.PreserveFailed,
                    FailedToken = freeToken!.Value,
                }
            );
        }

        return next;
    }

    /// <summary>Tokens at the ends of the range, which narrow types and "none" values would lose.</summary>
    private static bool IsRemarkable(ulong token) => token is 0 or > uint.MaxValue;

    private static bool IsTokenElsewhere(ModelState state, ModelSession session, ulong token)
    {
        // A glance at the oldest sessions is enough for coverage and keeps the cost down among many sessions.
        const int Looked = 4;
        ReadOnlySpan<ModelSession> sessions = state.OutgoingSessions;
        foreach (ModelSession other in sessions[..Math.Min(Looked, sessions.Length)])
        {
            if (other.Id != session.Id && FindFile(other, token) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static int FindFile(ModelSession session, ulong token)
    {
        ModelFile[] files = session.FileArray;
        for (int i = 0; i < files.Length; i++)
        {
            if (files[i].Token == token)
            {
                return i;
            }
        }

        return -1;
    }

    private ulong PagesUpTo(ulong size) => (size + Options.PageSize - 1) / Options.PageSize;
}
