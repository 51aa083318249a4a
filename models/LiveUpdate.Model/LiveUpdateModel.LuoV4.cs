using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>One state for all of LUO, and unpreserving one file (D4.1, D3.8).</content>
public sealed partial class LiveUpdateModel
{
    private static readonly Outcome[] s_stages =
    [
        .. Enum.GetNames<LuoStage>()
            .Select(static name => Outcome.Success(Field.Name, ByteString.Of(name.ToLowerInvariant()))),
    ];

    private static void Stage(ModelState state, LuoState op, Expectation into)
    {
        if (Callee(state, op.Device, OpenFileKind.Device, into) is not null)
        {
            into.Exercise(Clauses.LuoState01);
            into.Allow(s_stages[(int)state.Alternative!.Stage], state);
        }
    }

    private static void Event(ModelState state, LuoEvent op, Expectation into)
    {
        if (Callee(state, op.Device, OpenFileKind.Device, into) is null)
        {
            return;
        }

        into.Exercise(Clauses.LuoState01);
        LuoStage? to = (op.Event, state.Alternative!.Stage) switch
        {
            (EventKind.Prepare, LuoStage.Normal) => LuoStage.Prepared,
            (EventKind.Freeze, LuoStage.Prepared) => LuoStage.Frozen,
            (EventKind.Cancel, LuoStage.Prepared or LuoStage.Frozen) => LuoStage.Normal,
            (EventKind.Finish, LuoStage.Updated) => LuoStage.Normal,
            _ => null,
        };
        if (to is null)
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        ModelState next = state.Copy();
        Errno errno = op.Event switch
        {
            EventKind.Prepare => Prepare(next, into),
            EventKind.Freeze => FreezeByEvent(next, into),
            EventKind.Cancel => Cancel(next, into),
            _ => FinishAll(next, into),
        };
        if (errno != Errno.None)
        {
            into.Refuse(errno, next);
            return;
        }

        next.Alternative = next.Alternative! with { Stage = to.Value };
        into.Allow(Outcome.Ok, next);
    }

    private static void Unpreserve(ModelState state, UnpreserveFd op, Expectation into)
    {
        if (Callee(state, op.Session, OpenFileKind.Session, into) is not { } callee)
        {
            return;
        }

        bool keepsOrder = state.Has(Differences.UnpreserveOrdered);
        ClauseId own = keepsOrder ? Clauses.LuoOrder01 : Clauses.LuoState05;
        ModelSession session = state.Session(callee.SessionId)!;
        if (session.IsIncoming)
        {
            into.Exercise(own);
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        if (state.Has(Differences.GlobalStates) && state.Alternative!.Stage != LuoStage.Normal)
        {
            into.Exercise(Clauses.LuoState03);
            into.Refuse(Errno.EBUSY, state);
            return;
        }

        into.Exercise(own);
        int index = FindFile(session, op.Token);
        if (index < 0)
        {
            into.Refuse(Errno.ENOENT, state);
            return;
        }

        if (!keepsOrder && index < session.FileArray.Length - 1)
        {
            // What was preserved later may depend on it.
            into.Refuse(Errno.EBUSY, state);
            return;
        }

        ModelState next = state.Copy();
        ModelSession leaving = session with { FileArray = session.FileArray[index..] };
        if (next.Kernel is { } kernel)
        {
            ExerciseEnding(kernel, leaving, into);
        }

        LetGo(next, leaving, FilePremises.Unpreserved);
        bool isMore = leaving.FileArray.Length > 1;
        next.Replace(
            session with
            {
                FileArray = session.FileArray[..index],
                Premises = session.Premises | (isMore ? SessionPremises.UnpreservedBeyond : SessionPremises.None),
            }
        );
        into.Allow(Outcome.Ok, next);
    }
}
