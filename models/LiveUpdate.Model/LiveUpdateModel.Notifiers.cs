using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>The notifiers of a KHO with a finalize step: who is told what, and in which order (D1.3, D5.3).</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>Stands for no place in the chain.</summary>
    private const int Nowhere = -1;

    private static void Notifier(ModelState state, Operation op, Expectation into)
    {
        if (!state.IsKhoEnabled)
        {
            into.Refuse(Errno.EOPNOTSUPP, state);
            return;
        }

        ModelState next = state.Copy();
        KernelState kernel = next.Kernel ??= new KernelState();
        switch (op)
        {
            case RegisterNotifier register:
                kernel.Add(new ModelNotifier(register));
                into.Allow(Outcome.Ok, next);
                break;
            case UnregisterNotifier unregister:
                Unregister(state, next, unregister.Notifier, into);
                break;
            case ScriptNotifier script:
                Script(state, next, script, into);
                break;
        }
    }

    private static void Unregister(ModelState state, ModelState next, Handle handle, Expectation into)
    {
        if (next.Kernel!.Notifier(handle) is not { } notifier)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        if (!notifier.IsRegistered)
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        notifier.IsRegistered = false;
        into.Allow(Outcome.Ok, next);
    }

    private static void Script(ModelState state, ModelState next, ScriptNotifier op, Expectation into)
    {
        if (next.Kernel!.Notifier(op.Notifier) is not { } notifier)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        bool isOpen = KernelMemoryStep.Of(state).Find(op.Folio) is { IsOpen: true, IsLive: true };
        if (
            !op.Folio.IsNone
            && !isOpen
            && KernelMemoryStep.Target(state, op.Folio, isLive: true, into, ProbeObjectKind.Folio) is null
        )
        {
            return;
        }

        notifier.Set(
            op.On,
            new ModelScript
            {
                Fail = op.Fail,
                Nth = op.Nth,
                Folio = op.Folio,
            }
        );
        into.Allow(Outcome.Ok, next);
        if (isOpen)
        {
            // What is behind the handle may be something else than a folio.
            into.Allow(OutcomePattern.AnyError, state);
        }
    }

    /// <summary>
    /// Tells the notifiers that the handover is being completed. The first that fails ends that; all are told then that it does not
    /// happen, and nobody asks what they answer (KHO-FINAL-05, KHO-FINAL-06).
    /// </summary>
    /// <param name="next">The state, which changes.</param>
    /// <param name="exhausted">The place of a notifier whose folio finds no memory in the tracker, or <see cref="Nowhere"/>.</param>
    /// <param name="into">Where the clauses go.</param>
    /// <returns>The error; <see langword="null"/> when no folio is preserved at that place.</returns>
    private static Errno? CallFinalize(ModelState next, int exhausted, Expectation into)
    {
        KernelState kernel = next.Kernel!;
        ModelNotifier[] chain = kernel.Chain();
        ExerciseOrder(chain, into);
        for (int i = 0; i < chain.Length; i++)
        {
            ModelScript script = chain[i].Call(NotifierCallback.Finalize);
            ProbeObject? folio = FolioOf(next, script);
            Errno error = script.Fail;
            if (i == exhausted)
            {
                if (folio is null)
                {
                    return null;
                }

                error = Errno.ENOMEM;
            }
            else if (folio is { IsOpen: false })
            {
                PreserveInCallback(next, folio);
            }

            Tell(kernel, chain[i], "finalize", error);
            if (error != Errno.None)
            {
                into.Exercise(Clauses.KhoFinal06);
                foreach (ModelNotifier told in chain)
                {
                    _ = Abort(next, told);
                }

                return error;
            }
        }

        return exhausted < 0 ? Errno.None : null;
    }

    /// <summary>Tells the notifiers that the handover is taken back by hand, up to the first that fails (KHO-FINAL-07).</summary>
    private static Errno CallAbort(ModelState next, Expectation into)
    {
        ModelNotifier[] chain = next.Kernel!.Chain();
        ExerciseOrder(chain, into);
        foreach (ModelNotifier told in chain)
        {
            into.Exercise(Clauses.KhoFinal07);
            Errno error = Abort(next, told);
            if (error != Errno.None)
            {
                return error;
            }
        }

        return Errno.None;
    }

    private static Errno Abort(ModelState next, ModelNotifier told)
    {
        ModelScript script = told.Call(NotifierCallback.Abort);
        if (FolioOf(next, script) is { IsOpen: false } folio)
        {
            KernelMemory memory = KernelPreserveStep.Taking(
                KernelMemoryStep.Of(next),
                folio,
                [KernelPreserveStep.KeyOf(folio)],
                Clauses.KhoFinal09
            );
            next.KernelMemory = memory.Replace(
                memory.Find(folio.Handle)! with
                {
                    PreservedInCallback = false,
                    UnpreservedInCallback = true,
                }
            );
        }

        Tell(next.Kernel!, told, "abort", script.Fail);
        return script.Fail;
    }

    private static void PreserveInCallback(ModelState next, ProbeObject folio)
    {
        folio = folio with { PreservedInCallback = true, UnpreservedInCallback = false };
        next.KernelMemory = KernelPreserveStep.Recording(
            next,
            KernelMemoryStep.Of(next),
            folio,
            [KernelPreserveStep.KeyOf(folio)],
            Clauses.KhoFinal09
        );
    }

    /// <summary>The folio that a callback works on; none when the handle names no folio of this kernel any more.</summary>
    private static ProbeObject? FolioOf(ModelState state, ModelScript script) =>
        !script.Folio.IsNone
        && KernelMemoryStep.Of(state).Find(script.Folio) is { IsLive: true, Kind: ProbeObjectKind.Folio } folio
            ? folio
            : null;

    private static void Tell(KernelState kernel, ModelNotifier told, string callback, Errno error) =>
        kernel.Trace.Add(told.Handle, callback, string.Empty, error == Errno.None ? "0" : $"{error}");

    private static void ExerciseOrder(ModelNotifier[] chain, Expectation into)
    {
        if (chain.Length > 1)
        {
            into.Exercise(Clauses.KhoFinal05);
        }
    }

    /// <summary>LUO completes the handover inside reboot, when all files are frozen; a notifier that fails undoes all (KHO-FINAL-08).</summary>
    /// <param name="next">The state, which changes.</param>
    /// <param name="exhausted">As for the chain.</param>
    /// <param name="into">Where the clauses go.</param>
    /// <returns>The error; <see langword="null"/> as for the chain.</returns>
    private static Errno? CompleteInReboot(ModelState next, int exhausted, Expectation into)
    {
        if (!next.Has(Differences.FinalizeStep) || next.Kernel!.Chain().Length == 0)
        {
            return exhausted < 0 ? Errno.None : null;
        }

        into.Exercise(Clauses.KhoFinal08);
        if (!next.IsLuoEnabled)
        {
            return exhausted < 0 ? Errno.None : null;
        }

        Errno? error = CallFinalize(next, exhausted, into);
        if (error is not (null or Errno.None))
        {
            ModelSession[] sessions = next.OutgoingSessions.ToArray();
            if (sessions.Length > 0)
            {
                Unfreeze(next, sessions, sessions.Length - 1, sessions[^1].FileArray.Length);
            }

            NoteFailedReboot(next);
        }

        return error;
    }

    /// <summary>There may be no memory for what a notifier preserves: then it fails, and all is undone (KHO-FINAL-06, KHO-FINAL-08).</summary>
    private static void FailInChain(ModelState state, Operation op, Expectation into)
    {
        if (state.Kernel is not { Notifiers.Count: > 0 } || !state.Has(Differences.FinalizeStep))
        {
            return;
        }

        bool isJump = op is Kexec or Contract.Reboot;
        bool isCalled = isJump
            ? state.IsLuoEnabled
                && state.LoadedImage != ImageKind.Preserve
                && (op is Kexec || state.LoadedImage is not null)
            : op is KhoFinalize && state is { IsKhoEnabled: true, IsLuoEnabled: false, Alternative.IsFinalized: false };
        for (int place = 0; isCalled && place < state.Kernel.Chain().Length; place++)
        {
            ModelState next = Spent(state, FaultTraces.Elsewhere);
            if (isJump && Freeze(next, into) != Errno.None)
            {
                return;
            }

            Errno? error = isJump ? CompleteInReboot(next, place, into) : CallFinalize(next, place, into);
            if (error is not Errno.ENOMEM)
            {
                continue;
            }

            if (isJump)
            {
                KeepLoaded(next, op is Kexec kexec ? kexec.Parameters : BootParameters.Default);
            }
            else
            {
                next.Alternative = next.Alternative! with { Fate = FinalizeFate.Failed };
            }

            Fail(op, Errno.ENOMEM, next, into);
        }
    }
}
