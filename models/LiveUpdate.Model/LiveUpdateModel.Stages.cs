using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>What the events of LUO's state do to files: they are prepared, frozen, cancelled and finished (D3.4, D4.1).</content>
public sealed partial class LiveUpdateModel
{
    private const HandlerCallbacks OfStages = HandlerCallbacks.Prepare | HandlerCallbacks.Cancel;

    /// <summary>Whether an operation speaks of callbacks that handlers do not have under the profile.</summary>
    private static bool SpeaksOfUnknown(ModelState state, Operation op) =>
        !state.Has(Differences.GlobalStates)
        && op switch
        {
            RegisterHandler register => (register.Without & OfStages) != HandlerCallbacks.None,
            ScriptHandler script => (script.On & OfStages) != HandlerCallbacks.None,
            _ => false,
        };

    /// <summary>Whether nothing can be preserved any more, whatever it is (LUO-STATE-03).</summary>
    private static bool IsPreparedFor(ModelState state, Expectation into)
    {
        if (state.Alternative is not { } alternative || !state.Has(Differences.GlobalStates))
        {
            return false;
        }

        into.Exercise(Clauses.LuoState03);
        return alternative.Stage != LuoStage.Normal;
    }

    /// <summary>Whether a jump lets handlers freeze: not what the event has frozen, and not what is not handed over.</summary>
    private static bool FreezesAtJump(ModelState state, Expectation into)
    {
        if (!state.Has(Differences.GlobalStates))
        {
            return true;
        }

        LuoStage stage = state.Alternative!.Stage;
        if (stage != LuoStage.Prepared && HasHandled(state.OutgoingSessions))
        {
            into.Exercise(stage == LuoStage.Frozen ? Clauses.LuoState08 : Clauses.LuoState12);
        }

        return stage == LuoStage.Prepared;
    }

    private static bool HasHandled(ReadOnlySpan<ModelSession> sessions)
    {
        foreach (ModelSession session in sessions)
        {
            if (Array.Exists(session.FileArray, static file => file.Handled is not null))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Asks the handler of every file; the first that refuses makes all those before it cancel (LUO-STATE-06).</summary>
    private static Errno Prepare(ModelState next, Expectation into)
    {
        ModelSession[] sessions = next.OutgoingSessions.ToArray();
        if (next.Kernel is not { } kernel || !HasHandled(sessions))
        {
            return Errno.None;
        }

        into.Exercise(Clauses.LuoState06);
        for (int s = 0; s < sessions.Length; s++)
        {
            for (int f = 0; f < sessions[s].FileArray.Length; f++)
            {
                Errno errno = Prepare(next, kernel, sessions[s].FileArray[f]);
                if (errno != Errno.None)
                {
                    Cancel(next, kernel, sessions, s, f);
                    return errno;
                }
            }
        }

        return Errno.None;
    }

    private static Errno Prepare(ModelState next, KernelState kernel, ModelFile file)
    {
        if (HandlerOf(kernel, file, HandlerCallbacks.Prepare) is not { } handler)
        {
            return Errno.None;
        }

        Errno errno = Call(kernel, next, handler, HandlerCallbacks.Prepare).Fail;
        string result = errno == Errno.None ? "0" : $"{errno}";
        kernel.Trace.Add(handler.Handle, "prepare", Arguments(next, file, file.Handled!.Data), result);
        return errno;
    }

    /// <summary>Cancels files of a session, then all files of those before it; sessions backwards, the files of each forwards.</summary>
    private static void Cancel(ModelState next, KernelState kernel, ModelSession[] sessions, int session, int count)
    {
        for (int s = session; s >= 0; s--)
        {
            ModelFile[] files = next.Session(sessions[s].Id)!.FileArray;
            Cancel(next, kernel, files.AsSpan(0, s == session ? count : files.Length));
        }
    }

    private static void Cancel(ModelState next, KernelState kernel, ReadOnlySpan<ModelFile> files)
    {
        foreach (ModelFile file in files)
        {
            if (HandlerOf(kernel, file, HandlerCallbacks.Cancel) is { } handler)
            {
                _ = Call(kernel, next, handler, HandlerCallbacks.Cancel);
                kernel.Trace.Add(handler.Handle, "cancel", Arguments(next, file, file.Handled!.Data));
            }
        }
    }

    private static ModelHandler? HandlerOf(KernelState kernel, ModelFile file, HandlerCallbacks callback) =>
        file.Handled is { } handled && kernel.Handler(handled.Handler) is { } handler && handler.Has(callback)
            ? handler
            : null;

    /// <summary>Freezes every file, or none; the positions of memfds that cross are those of now (LUO-STATE-07, LUO-STATE-08).</summary>
    private static Errno FreezeByEvent(ModelState next, Expectation into)
    {
        ModelSession[] sessions = next.OutgoingSessions.ToArray();
        if (next.Kernel is not null && HasHandled(sessions))
        {
            into.Exercise(Clauses.LuoState07);
            for (int s = 0; s < sessions.Length; s++)
            {
                for (int f = 0; f < sessions[s].FileArray.Length; f++)
                {
                    Errno errno = Freeze(next, sessions[s].Id, f);
                    if (errno != Errno.None)
                    {
                        Unfreeze(next, sessions, s, f);
                        return errno;
                    }
                }
            }
        }

        foreach (ModelSession session in next.OutgoingSessions.ToArray())
        {
            var files = new ModelFile[session.FileArray.Length];
            for (int f = 0; f < files.Length; f++)
            {
                ModelFile file = session.FileArray[f];
                files[f] = file with { Position = next.OpenFile(file.OpenFileId)!.Position };
            }

            next.Replace(session with { FileArray = files });
        }

        return Errno.None;
    }

    /// <summary>Takes back the freeze of all files, if there was one, and then their preparation (LUO-STATE-09).</summary>
    private static Errno Cancel(ModelState next, Expectation into)
    {
        ModelSession[] sessions = next.OutgoingSessions.ToArray();
        if (next.Kernel is not { } kernel || !HasHandled(sessions))
        {
            return Errno.None;
        }

        into.Exercise(Clauses.LuoState09);
        int last = sessions.Length - 1;
        int count = sessions[last].FileArray.Length;
        if (next.Alternative!.Stage == LuoStage.Frozen)
        {
            Unfreeze(next, sessions, last, count);
        }

        Cancel(next, kernel, sessions, last, count);
        return Errno.None;
    }

    /// <summary>An outgoing session ends that is prepared: its files are unfrozen and cancelled first (LUO-STATE-10).</summary>
    private static void Withdraw(ModelState next, ModelSession session)
    {
        if (
            next.Kernel is not { } kernel
            || next.Alternative is not { Stage: LuoStage.Prepared or LuoStage.Frozen } alternative
        )
        {
            return;
        }

        if (alternative.Stage == LuoStage.Frozen)
        {
            Unfreeze(next, session.Id, session.FileArray.Length);
        }

        Cancel(next, kernel, session.FileArray);
    }

    private static void ExerciseWithdrawal(ModelState state, ModelSession session, Expectation into)
    {
        bool isPrepared = state.Alternative is { Stage: LuoStage.Prepared or LuoStage.Frozen };
        if (isPrepared && Array.Exists(session.FileArray, static file => file.Handled is not null))
        {
            into.Exercise(Clauses.LuoState10);
        }
    }

    /// <summary>Every incoming session is finished, or none; those that no descriptor leads to are gone (LUO-STATE-04, LUO-STATE-11).</summary>
    private static Errno FinishAll(ModelState next, Expectation into)
    {
        if (HasHandled(next.IncomingSessions))
        {
            into.Exercise(Clauses.LuoState11);
        }

        foreach (ModelSession session in next.IncomingSessions.ToArray())
        {
            if (!CanFinish(next, session, null))
            {
                return Errno.EBUSY;
            }
        }

        foreach (ModelSession session in next.IncomingSessions.ToArray())
        {
            if (next.Kernel is { } kernel)
            {
                ExerciseEnding(kernel, session, into);
            }

            LetGo(next, session, FilePremises.None);
            if (!session.IsRetrieved || IsStranded(next, session))
            {
                next.Remove(session);
                next.AddLost(session.Name, LostReason.FinishedByEvent);
            }
            else
            {
                next.Replace(session with { FileArray = [], Premises = session.Premises | SessionPremises.Finished });
            }
        }

        return Errno.None;
    }
}
