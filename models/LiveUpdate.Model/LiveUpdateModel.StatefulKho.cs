using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>A KHO with a finalize step (D1.3, D5.3).</content>
public sealed partial class LiveUpdateModel
{
    private static void FinalizeKho(ModelState state, Expectation into)
    {
        if (!MayTrigger(state, into))
        {
            return;
        }

        if (state.Alternative!.IsFinalized)
        {
            into.Refuse(Errno.EEXIST, state);
            return;
        }

        ModelState next = state.Copy();
        Errno error = next.Kernel is null ? Errno.None : CallFinalize(next, Nowhere, into)!.Value;
        next.Alternative = state.Alternative with
        {
            IsFinalized = error == Errno.None,
            Fate = error == Errno.None ? FinalizeFate.Finalized : FinalizeFate.Failed,
        };
        Answer(error, next, into);
    }

    private static void AbortKho(ModelState state, Expectation into)
    {
        if (!MayTrigger(state, into))
        {
            return;
        }

        if (!state.Alternative!.IsFinalized)
        {
            into.Refuse(Errno.ENOENT, state);
            return;
        }

        ModelState next = state.Copy();
        Errno error = next.Kernel is null ? Errno.None : CallAbort(next, into);
        next.Alternative = state.Alternative with
        {
            IsFinalized = error != Errno.None,
            Fate = error == Errno.None ? FinalizeFate.Aborted : FinalizeFate.StillFinalized,
        };
        Answer(error, next, into);
    }

    private static void Answer(Errno error, ModelState next, Expectation into)
    {
        if (error == Errno.None)
        {
            into.Allow(Outcome.Ok, next);
        }
        else
        {
            into.Refuse(error, next);
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
}
