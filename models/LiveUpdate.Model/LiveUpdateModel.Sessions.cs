using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>CREATE_SESSION, RETRIEVE_SESSION and GET_NAME (luo-uapi 3, 4, 8).</content>
public sealed partial class LiveUpdateModel
{
    private const int MaxNameLength = 63;

    /// <summary>Block limits show from one entry below the first full block (LUO-SESS-09).</summary>
    private const int SessionsNearBlockLimit = 50;

    private static void Create(ModelState state, CreateSession op, Expectation into)
    {
        if (Callee(state, op.Device, OpenFileKind.Device, into) is not null)
        {
            Errno errno = Create(state, op.Name, op.Result, FailsToCopyOut(state), into, out ModelState next);
            Answer(op, errno, Outcome.Ok, next, into);
        }
    }

    private static void Retrieve(ModelState state, RetrieveSession op, Expectation into)
    {
        if (Callee(state, op.Device, OpenFileKind.Device, into) is not null)
        {
            Errno errno = Retrieve(state, op.Name, op.Result, FailsToCopyOut(state), into, out ModelState next);
            Answer(op, errno, Outcome.Ok, next, into);
        }
    }

    private static void Name(ModelState state, GetName op, Expectation into)
    {
        if (Callee(state, op.Session, OpenFileKind.Session, into) is { } open)
        {
            ModelSession session = state.Session(open.SessionId)!;
            Errno errno = Name(state, session, op.Reserved, into);
            Answer(op, errno, Outcome.Success(Field.Name, session.Name), state, into);
        }
    }

    private static Errno Name(ModelState state, ModelSession session, ulong reserved, Expectation into)
    {
        if (state.Has(Differences.NoGetName))
        {
            into.Exercise(Clauses.LuoOld03);
            return Errno.EINVAL;
        }

        into.Exercise(Clauses.LuoSess07);
        if (reserved != 0)
        {
            return Errno.EINVAL;
        }

        ExerciseCall(state, session, into);
        return Errno.None;
    }

    /// <summary>CREATE_SESSION behind the framing checks, up to its copy-out, which may be bound to fail.</summary>
    private static Errno Create(
        ModelState state,
        ByteString field,
        Handle result,
        bool faults,
        Expectation into,
        out ModelState next
    )
    {
        next = state;
        if (!state.HasFreeDescriptors(1))
        {
            into.Exercise(Clauses.LuoIoc05);
            next = state.WithPremises(StatePremises.OutOfDescriptors);
            return Errno.EMFILE;
        }

        into.Exercise(Clauses.LuoSess01);
        ByteString name = NameIn(state, field, into);
        if (name.Length > MaxNameLength || (name.Length == 0 && !state.Has(Differences.EmptyNames)))
        {
            return Errno.EINVAL;
        }

        if (state.Differences != Differences.None && StopsCreation(state, into) is var stopped && stopped != Errno.None)
        {
            return stopped;
        }

        if (state.FindOutgoing(name) is { } other)
        {
            into.Exercise(Clauses.LuoSess02);
            if (other.Premises.Has(SessionPremises.CopyClosed))
            {
                into.Exercise(Clauses.LuoSess10);
            }

            return Errno.EEXIST;
        }

        if (faults)
        {
            next = state.WithPremises(StatePremises.CopyOutFault);
            return Errno.None;
        }

        if (state.FindLost(name) is { Reason: LostReason.OutgoingClosed or LostReason.OutgoingClosedAfterLoad })
        {
            into.Exercise(Clauses.LuoSess02);
        }

        if (state.FindIncoming(name) is not null)
        {
            into.Exercise(Clauses.LuoSess03);
        }

        ExerciseReboots(state, into);
        next = state.Copy();
        if (result.IsNone)
        {
            next.AddLost(name, LostReason.OutgoingClosed);
            return Errno.None;
        }

        var session = new ModelSession { Id = next.NewId(), Name = name };
        next.Add(session);
        BindSession(next, session, result);
        return Errno.None;
    }

    /// <summary>RETRIEVE_SESSION behind the framing checks, up to its copy-out, which may be bound to fail.</summary>
    private static Errno Retrieve(
        ModelState state,
        ByteString field,
        Handle result,
        bool faults,
        Expectation into,
        out ModelState next
    )
    {
        ByteString name = field.UpToNul();
        ModelSession? session = name.Length > MaxNameLength ? null : state.FindIncoming(name);
        if (!state.HasFreeDescriptors(1))
        {
            into.Exercise(Clauses.LuoIoc05);
            next = AfterFailedRetrieve(state, session, StatePremises.OutOfDescriptors);
            return Errno.EMFILE;
        }

        if (session is null)
        {
            into.Exercise(Clauses.LuoSess04);
            ExerciseLost(state.FindLost(name), into);
            next = state.WithPremises(StatePremises.RetrieveFoundNothing);
            return Errno.ENOENT;
        }

        if (session.IsRetrieved)
        {
            into.Exercise(Clauses.LuoSess05);
            if (state.Has(Differences.CloseRefused) && IsStranded(state, session))
            {
                into.Exercise(IsKept(state, session) ? Clauses.LuoClose02 : Clauses.LuoClose03);
            }

            next = state;
            return Errno.EINVAL;
        }

        if (faults)
        {
            next = AfterFailedRetrieve(state, session, StatePremises.CopyOutFault);
            return Errno.None;
        }

        ExerciseRetrieved(state, session, into);
        next = state.Copy();
        session = session with { IsRetrieved = true };
        next.Replace(session);
        if (result.IsNone)
        {
            CloseSession(next, session);
        }
        else
        {
            BindSession(next, session, result);
        }

        return Errno.None;
    }

    private static void ExerciseRetrieved(ModelState state, ModelSession session, Expectation into)
    {
        into.Exercise(Clauses.LuoSess04);
        if (state.SessionsAtKexec >= SessionsNearBlockLimit)
        {
            into.Exercise(Clauses.LuoSess09);
        }

        if (
            session.Premises.Has(SessionPremises.RetrieveFailed)
            || state.Premises.Has(StatePremises.RetrieveFoundNothing)
        )
        {
            into.Exercise(Clauses.LuoSess13);
        }

        if (state.FindOutgoing(session.Name) is not null)
        {
            into.Exercise(Clauses.LuoSess03);
        }

        if (session.Premises.Has(SessionPremises.CreatedAfterLoad))
        {
            into.Exercise(Clauses.KhoPres12);
        }

        if (session.Premises.Has(SessionPremises.OtherImageLoaded))
        {
            into.Exercise(Clauses.KhoCrash01);
        }

        ExerciseReboots(state, into);
    }

    private static void ExerciseLost(LostSession? lost, Expectation into)
    {
        switch (lost?.Reason)
        {
            case LostReason.ClosedAfterLoad:
                into.Exercise(Clauses.KhoPres12);
                break;
            case LostReason.IncomingNeverRetrieved:
                into.Exercise(Clauses.LuoSess06);
                into.Exercise(Clauses.KhoRest05);
                break;
            case LostReason.IncomingRetrieved or LostReason.NeverTakenOver:
                into.Exercise(Clauses.LuoSess06);
                break;
            case LostReason.PlainImage:
                into.Exercise(Clauses.KhoCrash01);
                break;
            case LostReason.NotPrepared:
                into.Exercise(Clauses.LuoState02);
                break;
            case LostReason.FinishedByEvent:
                into.Exercise(Clauses.LuoState04);
                break;
            case LostReason.FinishedAndClosed:
                into.Exercise(Clauses.LuoSess05);
                break;
            case LostReason.ClosedUnfinished:
                into.Exercise(Clauses.LuoSess05);
                into.Exercise(Clauses.LuoSess12);
                break;
            default:
                break;
        }
    }

    private static ModelState AfterFailedRetrieve(ModelState state, ModelSession? session, StatePremises premises)
    {
        if (session is null || session.IsRetrieved || session.Premises.Has(SessionPremises.RetrieveFailed))
        {
            return state.WithPremises(premises);
        }

        ModelState next = state.Copy();
        next.Premises |= premises;
        next.Replace(session with { Premises = session.Premises | SessionPremises.RetrieveFailed });
        return next;
    }

    private static void BindSession(ModelState next, ModelSession session, Handle handle)
    {
        var open = new OpenFile
        {
            Id = next.NewId(),
            Kind = OpenFileKind.Session,
            Status = ReadWrite,
            SessionId = session.Id,
        };
        next.Add(open);
        next.Bind(handle, open, closeOnExec: true);
    }

    /// <summary>The last reference to a session is gone (luo-uapi 9).</summary>
    private static void CloseSession(ModelState next, ModelSession session)
    {
        if (IsKept(next, session))
        {
            return;
        }

        if (session.IsIncoming)
        {
            if (!CanFinish(next, session, null))
            {
                // It stays for ever, retrieved and without a descriptor (luo-uapi 9).
                return;
            }

            bool finished = session.Premises.Has(SessionPremises.Finished);
            LetGo(next, session, finished ? FilePremises.None : FilePremises.FinishedByClose);
            next.Remove(session);
            next.AddLost(session.Name, finished ? LostReason.FinishedAndClosed : LostReason.ClosedUnfinished);
            return;
        }

        Withdraw(next, session);
        LetGo(next, session, FilePremises.Unpreserved);
        next.Remove(session);
        bool wasInLoadedImage = next.LoadedImage == ImageKind.File && session.Id < next.LoadedSince;
        next.AddLost(session.Name, wasInLoadedImage ? LostReason.OutgoingClosedAfterLoad : LostReason.OutgoingClosed);
    }

    /// <summary>A session gives up its files, the last one first: unpreserve or finish.</summary>
    private static void LetGo(ModelState next, ModelSession session, FilePremises premises)
    {
        for (int i = session.FileArray.Length - 1; i >= 0; i--)
        {
            if (session.FileArray[i].Handled is { } handled)
            {
                LetGoByScript(next, session.FileArray[i], handled, IsHeldElsewhere(next, session, i));
                continue;
            }

            if (next.OpenFile(session.FileArray[i].OpenFileId) is not { } open)
            {
                continue;
            }

            MemoryFile file = next.MemoryFile(open.MemoryFileId)!;
            if (next.Has(Differences.PreservedAgain) && LetGoOfOne(next, session, i, open, file))
            {
                continue;
            }

            FilePremises gone = session.IsIncoming ? FilePremises.Finished : FilePremises.Unpreserved;
            next.Replace(
                file with
                {
                    IsFrozen = false,
                    IsDoubtful = false,
                    OwnerSessionId = 0,
                    Premises = file.Premises | gone | premises,
                }
            );
            next.Replace(open with { IsHeldBySession = false });
            Release(next, open.Id);
        }
    }
}
