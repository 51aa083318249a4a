using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>Sessions that are finished by closing them, and only so (D4.4).</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>FINISH where sessions do not have it: a number that is not known (LUO-CLOSE-01).</summary>
    private static void NoFinish(ModelState state, FinishSession op, Expectation into)
    {
        if (Callee(state, op.Session, OpenFileKind.Session, into) is not null)
        {
            into.Exercise(Clauses.LuoClose01);
            into.Refuse(Errno.EINVAL, state);
        }
    }

    /// <summary>Whether a session cannot be let go of: what became of a file that nobody retrieved is not known (LUO-CLOSE-02).</summary>
    private static bool IsKept(ModelState state, ModelSession session) =>
        state.Has(Differences.CloseRefused)
        && session.IsIncoming
        && Array.Exists(session.FileArray, static file => file.IsWaiting);

    /// <summary>Says how the close of a descriptor ended; what stays of a session is told (LUO-CLOSE-02, LUO-CLOSE-03).</summary>
    /// <param name="state">The state before.</param>
    /// <param name="handle">The descriptor.</param>
    /// <param name="next">The state behind it.</param>
    /// <param name="into">Where the answer goes.</param>
    private static void AllowClose(ModelState state, Handle handle, ModelState next, Expectation into)
    {
        if (
            state.OpenFileOf(handle) is { SessionId: var id and not 0 } open
            && next.OpenFile(open.Id) is null
            && next.Session(id) is { } session
        )
        {
            into.Exercise(IsKept(state, session) ? Clauses.LuoClose02 : Clauses.LuoClose03);
            into.Refuse(Errno.EBUSY, next);
            return;
        }

        into.Allow(Outcome.Ok, next);
    }

    /// <summary>Whether a session is there although no descriptor leads to it.</summary>
    private static bool IsStranded(ModelState state, ModelSession session)
    {
        foreach (OpenFile open in state.OpenFiles)
        {
            if (open.SessionId == session.Id)
            {
                return false;
            }
        }

        return session.IsRetrieved;
    }
}
