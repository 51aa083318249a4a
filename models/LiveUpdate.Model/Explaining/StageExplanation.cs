using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong callbacks where LUO has a state that events move (LUO-STATE-06 to LUO-STATE-12).</summary>
internal static class StageExplanation
{
    /// <summary>The clause that an event breaks which the state allows; null when it is not the callbacks that are wrong.</summary>
    /// <param name="difference">What was wanted and what came.</param>
    /// <param name="op">The event.</param>
    public static ClauseId? OfEvent(Difference difference, LuoEvent op)
    {
        (TraceEntry? right, TraceEntry? wrong) = FirstDifference(difference);
        bool isOtherError = difference.Wanted.Errno != difference.Got.Errno;
        if ((right ?? wrong) is null && !(isOtherError && HasCalls(difference.Wanted)))
        {
            return null;
        }

        return op.Event switch
        {
            EventKind.Prepare => Clauses.LuoState06,
            EventKind.Freeze => Clauses.LuoState07,
            EventKind.Cancel => Clauses.LuoState09,
            _ => OfFinish(difference, op, right, wrong, isOtherError),
        };
    }

    /// <summary>The clause of another operation that calls what it should not, or does not call what it should, in the state; or null.</summary>
    public static ClauseId? Of(Difference difference, Operation op)
    {
        if (difference.State.Alternative is not { } alternative || difference.State.Kernel is null)
        {
            return null;
        }

        (TraceEntry? right, TraceEntry? wrong) = FirstDifference(difference);
        return op switch
        {
            Close or Die when IsWithdrawal(right) || IsWithdrawal(wrong) => Clauses.LuoState10,
            Kexec or Contract.Reboot when wrong is not null && alternative.Stage == LuoStage.Frozen =>
                Clauses.LuoState08,
            Kexec or Contract.Reboot when wrong is not null && alternative.Stage != LuoStage.Prepared =>
                Clauses.LuoState12,
            _ => null,
        };
    }

    /// <summary>All are asked before any is finished; how each of them ends is told by the clauses of Linux.</summary>
    private static ClauseId OfFinish(
        Difference difference,
        LuoEvent op,
        TraceEntry? right,
        TraceEntry? wrong,
        bool isOtherError
    )
    {
        if (isOtherError || IsQuestion(right) || IsQuestion(wrong) || difference.Wanted.Errno == Errno.EBUSY)
        {
            return Clauses.LuoState11;
        }

        ClauseId inside = KernelExplanation.Of(difference, op);
        return inside == ClauseId.None ? Clauses.LuoState04 : inside;
    }

    private static bool IsQuestion(TraceEntry? entry) => entry is { Callback: "can_finish" };

    private static bool IsWithdrawal(TraceEntry? entry) => entry is { Callback: "unfreeze" or "cancel" };

    private static bool HasCalls(Outcome outcome) => Calls(outcome).Length > 0;

    private static TraceEntry[] Calls(Outcome outcome) =>
        outcome.TryGet(Field.Trace, out FieldValue trace) ? TraceEntry.Parse($"{trace.Bytes}") : [];

    private static (TraceEntry? Right, TraceEntry? Wrong) FirstDifference(Difference difference)
    {
        TraceEntry[] want = Calls(difference.Wanted);
        TraceEntry[] have = Calls(difference.Got);
        int at = 0;
        while (at < want.Length && at < have.Length && want[at] == have[at])
        {
            at++;
        }

        return (at < want.Length ? want[at] : null, at < have.Length ? have[at] : null);
    }
}
