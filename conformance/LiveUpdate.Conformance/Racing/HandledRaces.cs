using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Which handlers and FLBs leave a race judgeable: those with which every call still takes effect at one instant.</summary>
/// <remarks>
/// A callback that counts its calls is called by several agents in between each other. A file is owned while its preserve
/// runs, so one that fails then is busy for others although it never was preserved. A second FLB is counted at another
/// instant than the first. References to FLBs are not held up by a reboot that succeeds.
/// </remarks>
internal static class HandledRaces
{
    private static readonly HandlerCallbacks[] Callbacks =
    [
        .. Enum.GetValues<HandlerCallbacks>().Where(static callback => callback != HandlerCallbacks.None),
    ];

    /// <summary>Why a race cannot be judged.</summary>
    /// <param name="race">The race.</param>
    /// <param name="before">The state before it.</param>
    /// <returns>The reason, or <see langword="null"/>.</returns>
    public static string? WhyNot(IReadOnlyList<RacingOperation> race, ModelState before)
    {
        if (before.Kernel is not { } kernel)
        {
            return null;
        }

        if (kernel.Handlers.Any(IsCounted))
        {
            return "a callback counts its calls or asks for an FLB, and several agents call it; script it without nth and ask";
        }

        if (
            kernel.Handlers.Any(static handler =>
                handler.ScriptOf(HandlerCallbacks.Preserve) is { Fail: not Errno.None }
            )
        )
        {
            return "a preserve fails, and its file is busy for others until it has; let it succeed";
        }

        if (kernel.RegisteredFlbs.Count > 1 || kernel.Flbs.Any(static flb => flb.IsScripted))
        {
            return "FLBs are counted one after the other; have one, and nothing scripted for it";
        }

        if (kernel.RegisteredFlbs.Count > 0 && SeesFileBeforeFlb(race, before))
        {
            return "a file is busy before its FLB is counted, and stays so for longer; let nobody else preserve it";
        }

        if (kernel.RegisteredFlbs.Count > 0 && SeesNameBehindFlb(race))
        {
            return "a session that is closed gives its FLB back before its name; let nobody else who ends one make or retrieve any";
        }

        foreach (OpenFile file in before.OpenFiles)
        {
            if (file.Scripted is { HasNeed: true })
            {
                return "a file that needs another may be refused, and is busy for others until it is; do without needs";
            }
        }

        if (PutsOfOthers(race))
        {
            return "an agent may give back a reference that another one is about to get; let each give back its own";
        }

        return
            race.Any(static one => one.Operation is FlbReference)
            && race.Any(static one => one.Operation.Verb is Verb.Reboot or Verb.Kexec)
            && !IsDoomed(race, before)
            ? "a reboot that succeeds does not hold up references to FLBs; let a freeze fail, of a file in a session that stays open"
            : null;
    }

    /// <summary>Whether every reboot fails: some file whose freeze always does is in a session that nobody closes.</summary>
    private static bool IsDoomed(IReadOnlyList<RacingOperation> race, ModelState before)
    {
        if (
            race.Any(static one => one.Operation.Verb is Verb.Load or Verb.HandlerScript or Verb.LuoEvent)
            || (StageMoves.Has(before) && before.Alternative!.Stage != LuoStage.Prepared)
        )
        {
            return false;
        }

        foreach (ModelSession session in before.OutgoingSessions)
        {
            if (
                HasDoomedFile(before, session)
                && !race.Any(one => one.Operation is Close close && before.SessionOf(close.Target)?.Id == session.Id)
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasDoomedFile(ModelState before, ModelSession session)
    {
        foreach (ModelFile file in session.Files)
        {
            if (FailsToFreeze(before, file))
            {
                return true;
            }
        }

        return false;
    }

    private static bool FailsToFreeze(ModelState before, ModelFile file) =>
        file.Handled is { } handled
        && before.Kernel!.Handler(handled.Handler) is { } handler
        && (handler.Without & HandlerCallbacks.Freeze) == HandlerCallbacks.None
        && handler.ScriptOf(HandlerCallbacks.Freeze) is { Fail: not Errno.None };

    /// <summary>Whether others can find a file busy, and then look at its FLB: it is wanted twice, or by somebody while its session ends.</summary>
    private static bool SeesFileBeforeFlb(IReadOnlyList<RacingOperation> race, ModelState before)
    {
        var wanted = new HashSet<int>();
        foreach (RacingOperation one in race)
        {
            if (RawCall.ToPlain(one.Operation) is PreserveFd preserve && before.OpenFileOf(preserve.File) is { } file)
            {
                if (!wanted.Add(file.Id))
                {
                    return true;
                }
            }
        }

        foreach (RacingOperation one in race)
        {
            Handle ended = RawCall.ToPlain(one.Operation) switch
            {
                Close close => close.Target,
                FinishSession finish => finish.Session,
                UnpreserveFd unpreserve => unpreserve.Session,
                _ => Handle.None,
            };
            if (!ended.IsNone && before.SessionOf(ended) is { } session && HoldsAny(session, wanted))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether somebody beside a close can tell an FLB that has been given back from a name that has not.</summary>
    private static bool SeesNameBehindFlb(IReadOnlyList<RacingOperation> race) =>
        race.Any(closing =>
            closing.Operation is Close
            && race.Any(other => other.Agent != closing.Agent && IsEnd(RawCall.ToPlain(other.Operation).Verb))
            && race.Any(other =>
                other.Agent != closing.Agent
                && RawCall.ToPlain(other.Operation).Verb is Verb.CreateSession or Verb.RetrieveSession
            )
        );

    private static bool IsEnd(Verb verb) => verb is Verb.Close or Verb.Finish or Verb.UnpreserveFd;

    private static bool PutsOfOthers(IReadOnlyList<RacingOperation> race) =>
        race.Any(put =>
            put.Operation.Verb is Verb.FlbPutOutgoing or Verb.FlbPutIncoming
            && race.Any(get =>
                get.Agent != put.Agent && get.Operation.Verb is Verb.FlbGetOutgoing or Verb.FlbGetIncoming
            )
        );

    private static bool HoldsAny(ModelSession session, HashSet<int> files)
    {
        foreach (ModelFile file in session.Files)
        {
            if (files.Contains(file.OpenFileId))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCounted(ModelHandler handler) =>
        Array.Exists(
            Callbacks,
            callback => handler.ScriptOf(callback) is { } script && (script.Nth != 0 || !script.Ask.IsNone)
        );
}
