using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>A KHO with a finalize step (D1.3, D5.3).</content>
public sealed partial class LiveUpdateModel
{
    private static void FinalizeKho(ModelState state, Expectation into)
    {
        if (MayTrigger(state, into))
        {
            Move(state, to: true, Errno.EEXIST, into);
        }
    }

    private static void AbortKho(ModelState state, Expectation into)
    {
        if (MayTrigger(state, into))
        {
            Move(state, to: false, Errno.ENOENT, into);
        }
    }

    /// <summary>With LUO on it is LUO that finalizes, with LUO off it is whoever runs the machine (KHO-FINAL-03).</summary>
    private static bool MayTrigger(ModelState state, Expectation into)
    {
        if (!state.IsKhoEnabled)
        {
            into.Refuse(Errno.EOPNOTSUPP, state);
            return false;
        }

        into.Exercise(Clauses.KhoFinal03);
        if (state.IsLuoEnabled)
        {
            into.Refuse(Errno.EPERM, state);
        }

        return !state.IsLuoEnabled;
    }

    private static void Move(ModelState state, bool to, Errno already, Expectation into)
    {
        if (state.Alternative!.IsFinalized == to)
        {
            into.Refuse(already, state);
            return;
        }

        ModelState next = state.Copy();
        next.Alternative = state.Alternative with
        {
            IsFinalized = to,
            Fate = to ? FinalizeFate.Finalized : FinalizeFate.Aborted,
        };
        into.Allow(Outcome.Ok, next);
    }
}
