using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>RETRIEVE_FD and FINISH (luo-uapi 6 and 7, memfd 5 and 6).</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>Block limits show from one entry below the first full block (LUO-FILE-15).</summary>
    private const int FilesNearBlockLimit = 62;

    private static void Retrieve(ModelState state, RetrieveFd op, Expectation into)
    {
        if (Incoming(state, op, op.Session, into) is { } session)
        {
            bool faults = FailsToCopyOut(state);
            Errno errno = Retrieve(state, session, op.Token, op.Result, faults, into, out ModelState next);
            Answer(op, errno, Outcome.Ok, next, into);
            if (errno == Errno.None && IsDoubtful(state, session, op.Token))
            {
                into.Allow(OutcomePattern.AnyError, state);
            }
        }
    }

    private static void Finish(ModelState state, FinishSession op, Expectation into)
    {
        if (state.Has(Differences.NoFinish))
        {
            NoFinish(state, op, into);
            return;
        }

        if (Incoming(state, op, op.Session, into) is { } session)
        {
            Errno errno = Finish(state, session, op.Reserved, FailsToCopyOut(state), into, out ModelState next);
            Answer(op, errno, Outcome.Ok, next, into);
        }
    }

    private static ModelSession? Incoming(ModelState state, Operation op, Handle handle, Expectation into)
    {
        if (Callee(state, handle, OpenFileKind.Session, into) is not { } callee)
        {
            return null;
        }

        ModelSession session = state.Session(callee.SessionId)!;
        if (session.IsIncoming)
        {
            return session;
        }

        if (state.Has(Differences.KindsUnchecked))
        {
            AllowOtherKind(
                state,
                op is RetrieveFd retrieve ? RetrieveOutgoing(state, session, retrieve.Token) : null,
                into
            );
            return null;
        }

        RefuseKind(state, into);
        into.Refuse(Errno.EINVAL, state);
        return null;
    }

    /// <summary>RETRIEVE_FD behind the framing and kind checks, up to its copy-out, which may be bound to fail.</summary>
    private static Errno Retrieve(
        ModelState state,
        ModelSession session,
        ulong token,
        Handle result,
        bool faults,
        Expectation into,
        out ModelState next
    )
    {
        if (!state.HasFreeDescriptors(1))
        {
            into.Exercise(Clauses.LuoIoc05);
            next = state.WithPremises(StatePremises.OutOfDescriptors);
            return Errno.EMFILE;
        }

        int index = FindFile(session, token);
        if (index < 0)
        {
            into.Exercise(session.Premises.Has(SessionPremises.Finished) ? Clauses.LuoFile10 : Clauses.LuoFile07);
            next = state;
            return Errno.ENOENT;
        }

        ModelFile file = session.FileArray[index];
        if (file.RetrieveError != Errno.None)
        {
            into.Exercise(Clauses.LuoFile09);
            next = state;
            return file.RetrieveError;
        }

        next = state.Copy();
        OpenFile open;
        bool isMade = file is { Handled: not null, OpenFileId: 0 };
        if (isMade)
        {
            Errno refused = RetrieveByScript(next, session, index, into);
            if (refused != Errno.None)
            {
                return refused;
            }

            session = next.Session(session.Id)!;
            file = session.FileArray[index];
        }

        if (isMade)
        {
            open = next.OpenFile(file.OpenFileId)!;
        }
        else if (file.OpenFileId != 0)
        {
            into.Exercise(Clauses.LuoFile08);
            open = next.OpenFile(file.OpenFileId)!;
            if (!open.IsRetrievedAgain && !faults)
            {
                open = open with { IsRetrievedAgain = true };
                next.Replace(open);
            }
        }
        else
        {
            ExerciseRetrieved(session, file, into);
            open = Restore(next, session, index);
        }

        ExerciseCall(state, session, into);
        if (faults)
        {
            next.Premises |= StatePremises.CopyOutFault;
            return Errno.None;
        }

        if (!result.IsNone)
        {
            next.Bind(result, open, closeOnExec: true);
        }

        return Errno.None;
    }

    private static void ExerciseRetrieved(ModelSession session, ModelFile file, Expectation into)
    {
        MemoryFile incoming = file.Incoming!;
        into.Exercise(Clauses.LuoFile06);
        if (incoming.Premises.Has(FilePremises.DescriptorClosed))
        {
            into.Exercise(Clauses.LuoFile05);
        }

        if (incoming.Premises.Has(FilePremises.PreservedAfterLoad))
        {
            into.Exercise(Clauses.KhoPres12);
        }

        if (session.FilesAtKexec >= FilesNearBlockLimit)
        {
            into.Exercise(Clauses.LuoFile15);
        }

        if (session.Premises.Has(SessionPremises.FinishRefused))
        {
            into.Exercise(Clauses.LuoFile11);
        }

        if (IsRemarkable(file.Token))
        {
            into.Exercise(Clauses.LuoFile02);
        }

        if (incoming.Size == 0)
        {
            into.Exercise(Clauses.Memfd18);
        }

        if (incoming.Crossings > 1)
        {
            into.Exercise(Clauses.Memfd17);
        }
    }

    /// <summary>Makes the file and open file of a preserved file anew; the session keeps a reference.</summary>
    private static OpenFile Restore(ModelState next, ModelSession session, int index)
    {
        ModelFile file = session.FileArray[index];
        bool late = next.Premises.Has(StatePremises.MemoryAllocated);
        MemoryFile memory = file.Incoming! with
        {
            Id = next.NewId(),
            IsRetrieved = true,
            OwnerSessionId = session.Id,
            Premises = file.Incoming.Premises | (late ? FilePremises.RetrievedLate : FilePremises.None),
        };
        next.Add(memory);
        OpenFile open = OpenMemory(next.NewId(), memory, ReadWrite, retrieved: file);
        next.Add(open);
        var files = session.FileArray.AsSpan().ToArray();
        files[index] = file with { OpenFileId = open.Id };
        next.Replace(session with { FileArray = files });
        return open;
    }

    /// <summary>FINISH behind the framing and kind checks.</summary>
    private static Errno Finish(
        ModelState state,
        ModelSession session,
        ulong reserved,
        bool faults,
        Expectation into,
        out ModelState next
    )
    {
        if (reserved != 0 && state.Has(Differences.FinishReservedIgnored))
        {
            into.Exercise(Clauses.LuoOld04);
        }
        else if (reserved != 0)
        {
            into.Exercise(Clauses.LuoFile11);
            next = state;
            if (!session.Premises.Has(SessionPremises.FinishRefused))
            {
                next = state.Copy();
                next.Replace(session with { Premises = session.Premises | SessionPremises.FinishRefused });
            }

            return Errno.EINVAL;
        }

        ExerciseCall(state, session, into);
        if (session.Premises.Has(SessionPremises.Finished))
        {
            into.Exercise(Clauses.LuoFile10);
            next = state;
            return Errno.None;
        }

        next = state.Copy();
        if (!CanFinish(next, session, into))
        {
            return Errno.EBUSY;
        }

        LetGo(next, session, faults ? FilePremises.FinishedUnheard : FilePremises.None);
        next.Replace(session with { FileArray = [], Premises = session.Premises | SessionPremises.Finished });
        return Errno.None;
    }
}
